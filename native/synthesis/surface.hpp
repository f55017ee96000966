// The trace that the pressed skin leaves.
#pragma once

#include "synthesis/impression_traits.hpp"
#include "synthesis/master.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/window.hpp"

namespace ridgeline::synthesis {

/// Share of each px of the window that skin touches, 0 to 1.
[[nodiscard]] Plane<float> skin_trace(const MasterPrint& master, const ImpressionTraits& traits, const Window& window,
                                      const Plane<float>& pressure, Random random);

}  // namespace ridgeline::synthesis

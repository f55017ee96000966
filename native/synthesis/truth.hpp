// The minutiae that an impression shows.
#pragma once

#include "synthesis/impression_traits.hpp"
#include "synthesis/master.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/touch.hpp"
#include "synthesis/window.hpp"
#include "template/template.hpp"

namespace ridgeline::synthesis {

/// The skin's minutiae where they come to lie in the picture, without those that don't touch the sensor or lie at the rim.
[[nodiscard]] Template true_template(const MasterPrint& master, const ImpressionTraits& traits, const Window& window,
                                     const Plane<float>& pressure, PrintKind kind);

}  // namespace ridgeline::synthesis

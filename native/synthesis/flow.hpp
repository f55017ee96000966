// Where the ridges run and how far apart they are, at every cell of the skin.
#pragma once

#include "synthesis/finger_traits.hpp"
#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

/// Ridge orientation in radians (modulo pi, image axes) at the middle of each cell.
[[nodiscard]] Plane<float> orientation_field(const FingerName& name, const FingerTraits& finger);

/// Ridge period in px at the middle of each cell.
[[nodiscard]] Plane<float> period_map(const FingerName& name, const FingerTraits& finger,
                                      const Plane<float>& orientation);

}  // namespace ridgeline::synthesis

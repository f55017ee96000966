// How the ridge period follows the flow: ridges spread where their flow diverges, as far as skin can.
#pragma once

#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

/// Natural logarithm of the factor on the period at each cell of an orientation field (radians, image axes). Where period and
/// flow agree, ridges run on; where they don't, ridges must begin or end, all in the same sense.
[[nodiscard]] Plane<float> ridge_spreading(const Plane<float>& orientation);

}  // namespace ridgeline::synthesis

// Random surfaces without grain: what varies slowly over a finger or a picture.
#pragma once

#include "synthesis/plane.hpp"
#include "synthesis/random.hpp"

namespace ridgeline::synthesis {

/// A surface of mean 0 and deviation 1 whose hills are about two spacings wide: a cubic spline through random weights.
[[nodiscard]] Plane<float> smooth_noise(Random& random, int width, int height, double spacing);

}  // namespace ridgeline::synthesis

// Where, and how firmly, the skin touches the sensor.
#pragma once

#include "synthesis/impression_traits.hpp"
#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

/// Pressure at each px of the picture, in ridge heights: ridges higher than its negative leave a trace. kNoContact outside.
[[nodiscard]] Plane<float> contact_pressure(const ImpressionTraits& traits, Random random);

inline constexpr float kNoContact = -9.0F;

}  // namespace ridgeline::synthesis

// Where, and how firmly, the skin touches the sensor.
#pragma once

#include "synthesis/impression_traits.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/window.hpp"

namespace ridgeline::synthesis {

/// Far below every ridge: no skin is near.
inline constexpr float kNoContact = -9.0F;

/// Pressure in heights of a ridge at each px of the window: 0 shows ridges and valleys equally wide.
[[nodiscard]] Plane<float> contact_pressure(const ImpressionTraits& traits, const Window& window, Random random);

}  // namespace ridgeline::synthesis

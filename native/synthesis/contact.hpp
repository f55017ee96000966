// Where, and how firmly, the skin touches the sensor.
#pragma once

#include "synthesis/impression_traits.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/window.hpp"

namespace ridgeline::synthesis {

/// Far below every ridge: no skin is near.
inline constexpr float kNoContact = -9.0F;

/// Of the rim, against a plain print's: the rim of a large area is no rougher than that of a small one.
[[nodiscard]] inline double rim_roughness(double half_width_px) noexcept { return kPlainHalfWidthPx / half_width_px; }

/// Pressure in heights of a ridge at each px of the window: 0 shows ridges and valleys equally wide.
[[nodiscard]] Plane<float> contact_pressure(const ImpressionTraits& traits, const Window& window, Random random);

}  // namespace ridgeline::synthesis

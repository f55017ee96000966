// The part of a picture that one finger can reach.
#pragma once

#include "synthesis/impression_traits.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/window.hpp"

namespace ridgeline::synthesis {

/// The contact area with its rim, as far as it lies in the field.
[[nodiscard]] Window window_around(const ImpressionTraits& traits, const FieldSize& field, int scale) noexcept;

/// Lays a finger's trace over what is there.
void lay_over(Plane<float>& whole, const Plane<float>& trace, const Window& window) noexcept;

}  // namespace ridgeline::synthesis

// The part of a finger's skin that a template without an image shows, and how clearly.
#pragma once

#include "synthesis/plane.hpp"
#include "synthesis/point_noise.hpp"
#include "synthesis/random.hpp"
#include "synthesis/template_traits.hpp"

namespace ridgeline::synthesis {

/// Draws from `random`: equal streams give the same skin.
class ShownSkin {
 public:
  ShownSkin(const TemplateTraits& traits, Random& random) noexcept;

  /// Whether a point that SkinPosition::pressed() gave touches: an ellipse towards the tip, squarer towards the joint.
  [[nodiscard]] bool touches(Point pressed) const noexcept;

  /// Deviate, high where ridges are clear.
  [[nodiscard]] double clarity_at(Point pressed) const noexcept { return clarity_.at(pressed); }

 private:
  double per_half_width_;
  double per_upper_half_;
  double per_lower_half_;
  PointNoise clarity_;
  PointNoise rim_;
};

}  // namespace ridgeline::synthesis

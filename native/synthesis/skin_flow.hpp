// The direction of the ridges at single points of a finger whose minutiae are drawn, not grown.
#pragma once

#include <cstdint>

#include "synthesis/finger_traits.hpp"
#include "synthesis/flow.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/point_noise.hpp"

namespace ridgeline::synthesis {

/// A vector turned by less than a radian: the series to the third order, whose error is below 0.01.
[[nodiscard]] inline Point turned(Point vector, double radians) noexcept {
  const double s = radians * (1.0 - radians * radians * (1.0 / 6.0));
  const double c = 1.0 - 0.5 * radians * radians;
  return {vector.x * c - vector.y * s, vector.x * s + vector.y * c};
}

/// Keeps a reference to the finger's traits.
class SkinFlow {
 public:
  SkinFlow(const FingerTraits& traits, std::uint64_t key) noexcept;

  /// The direction of a minutia along the ridge, a unit vector in image axes. `choice` in [0, 1) picks one of the two senses:
  /// which of them is more frequent depends on the orientation, alike in all fingers. `off_rad` turns it, by less than half a radian.
  [[nodiscard]] Point direction(Point at, double choice, double off_rad) const noexcept;

 private:
  [[nodiscard]] double spreading_lean(Point at, Point doubled, Point along) const noexcept;

  RidgeFlow flow_;
  PointNoise bend_;
  Point core_;
};

}  // namespace ridgeline::synthesis

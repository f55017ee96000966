// The direction of the ridges at single points of a finger whose minutiae are drawn, not grown.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

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

/// A place of the skin where a minutia is wanted.
struct MinutiaPlace {
  Point at;
  double choice = 0;   ///< in [0, 1): picks one of the two senses along the ridge
  double off_rad = 0;  ///< turn off the ridge, less than half a radian
};

/// Keeps a reference to the finger's traits.
class SkinFlow {
 public:
  SkinFlow(const FingerTraits& traits, std::uint64_t key) noexcept;

  /// The direction of a minutia at each place, a unit vector in image axes, along the ridge but for `off_rad`. Which of the two
  /// senses is more frequent depends on the orientation, alike in all fingers.
  [[nodiscard]] std::vector<Point> directions(std::span<const MinutiaPlace> places) const;

  /// Twice the angle of the ridge at each point of the skin as a unit vector in image axes, without the small noise that
  /// directions() adds.
  [[nodiscard]] std::vector<Point> doubled(std::span<const Point> points) const;

 private:
  void direct(std::span<const MinutiaPlace> places, Point* directions) const noexcept;
  [[nodiscard]] double common_lean(Point at, Point along) const noexcept;

  RidgeFlow flow_;
  PointNoise bend_;
  Point core_;
};

}  // namespace ridgeline::synthesis

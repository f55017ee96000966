// Points of a picture, and the frame of a hand or finger that is turned in it.
#pragma once

#include "base/math.hpp"

namespace ridgeline::slap {

struct Point {
  double x = 0;
  double y = 0;
};

/// Coordinates of a finger that is tilted clockwise: x across it to the right, y along it from the tip down.
class TurnedFrame {
 public:
  explicit TurnedFrame(double tilt_rad) noexcept : sine_(sine(tilt_rad)), cosine_(cosine(tilt_rad)) {}

  [[nodiscard]] Point from_picture(Point p) const noexcept {
    return {cosine_ * p.x + sine_ * p.y, cosine_ * p.y - sine_ * p.x};
  }
  [[nodiscard]] Point to_picture(Point p) const noexcept {
    return {cosine_ * p.x - sine_ * p.y, sine_ * p.x + cosine_ * p.y};
  }

 private:
  double sine_;
  double cosine_;
};

}  // namespace ridgeline::slap

#include "synthesis/skin_distortion.hpp"

#include <cmath>

#include "base/math.hpp"

namespace ridgeline::synthesis {

namespace {

// (1 - cos(pi t)) / 2 for t from 0 to 1 is the square of the sine of half the angle; its series is near to 1e-5.
double raised_cosine(double t) noexcept {
  const double x = 0.5 * kPi * t;
  const double square = x * x;
  const double s =
      x * (1.0 - square * (1.0 / 6.0) *
                     (1.0 - square * (1.0 / 20.0) * (1.0 - square * (1.0 / 42.0) * (1.0 - square * (1.0 / 72.0)))));
  return s * s;
}

}  // namespace

Point SkinDistortion::undo(Point at) const noexcept {
  const double x = at.x - middle.x;
  const double y = at.y - middle.y;
  // The ellipse's equation times the square of its area: nothing to divide, nor a root to draw, for points that stick.
  const double area = half_axes_px.x * half_axes_px.y;
  const double u = x * half_axes_px.y;
  const double v = y * half_axes_px.x;
  const double square = u * u + v * v;
  if (square <= area * area) return at;
  const double beyond = std::sqrt(square) / area - 1.0;
  const double give = beyond >= plasticity ? 1.0 : raised_cosine(beyond / plasticity);
  // The turns are a few degrees, so the series to the second order is near enough.
  const double s = turn_rad;
  const double c = 1.0 - 0.5 * turn_rad * turn_rad;
  return {at.x + give * (c * x - s * y - x + drag_px.x), at.y + give * (s * x + c * y - y + drag_px.y)};
}

Point SkinDistortion::apply(Point at) const noexcept {
  constexpr int kSteps = 12;  // each brings the error down to a third or less for drags up to 25 px
  Point guess = at;
  for (int step = 0; step < kSteps; ++step) {
    const Point back = undo(guess);
    guess.x += at.x - back.x;
    guess.y += at.y - back.y;
  }
  return guess;
}

}  // namespace ridgeline::synthesis

// A print with known minutiae: parallel waves, bent a little, whose phase winds once around every planted point. A winding
// of one sign starts a new ridge there, which is an ending or a bifurcation by where the ridge lies.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/math.hpp"
#include "image/gray_image.hpp"

namespace planted {

struct Point {
  double x;
  double y;
  int winding;  ///< +1 or -1
};

inline const std::vector<Point>& points() {
  static const std::vector<Point> all = {{90, 80, 1},   {200, 70, -1}, {150, 140, 1}, {260, 150, -1}, {80, 210, -1},
                                         {190, 220, 1}, {280, 260, 1}, {120, 290, 1}, {220, 300, -1}};
  return all;
}

/// Ridges of `period_px`, turned by `turn_rad` about the middle, on a white platen outside an ellipse.
inline ridgeline::GrayImage print(double period_px = 9.0, double turn_rad = 0.0, double scale = 1.0) {
  const int side = static_cast<int>(360 * scale);
  ridgeline::GrayImage image;
  image.width = side;
  image.height = side;
  image.ppi = 500.0 * scale;
  image.pixels.assign(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 255);
  const double c = std::cos(turn_rad);
  const double s = std::sin(turn_rad);
  for (int py = 0; py < side; ++py) {
    for (int px = 0; px < side; ++px) {
      const double dx = px / scale - 180;
      const double dy = py / scale - 180;
      if (dx * dx / (165.0 * 165) + dy * dy / (170.0 * 170) > 1) continue;
      const double x = 180 + c * dx + s * dy;
      const double y = 180 - s * dx + c * dy;
      double phase = 2 * ridgeline::kPi * (y + 12 * std::sin(x / 70)) / period_px;
      for (const Point& p : points()) phase += p.winding * std::atan2(y - p.y, x - p.x);
      image.pixels[static_cast<std::size_t>(py) * static_cast<std::size_t>(side) + static_cast<std::size_t>(px)] =
          static_cast<std::uint8_t>(std::lround(140 - 90 * std::cos(phase)));
    }
  }
  return image;
}

/// Where a planted point lies in a print turned by `turn_rad`.
inline Point turned(const Point& p, double turn_rad) {
  const double c = std::cos(turn_rad);
  const double s = std::sin(turn_rad);
  return {180 + c * (p.x - 180) - s * (p.y - 180), 180 + s * (p.x - 180) + c * (p.y - 180), p.winding};
}

}  // namespace planted

// Random minutiae that lie as real ones do: not too near each other, pointing along a smooth flow.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>

#include "base/math.hpp"
#include "template/template.hpp"

namespace random_prints {

using ridgeline::Minutia;
using ridgeline::MinutiaType;
using ridgeline::Template;

inline double uniform(std::mt19937& random, double low, double high) {
  return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
}

inline Minutia minutia(double x_px, double y_px, double angle_rad, MinutiaType type, int quality) {
  Minutia out;
  out.x = static_cast<std::uint16_t>(ridgeline::round_to_int(x_px * ridgeline::kStepsPerPx));
  out.y = static_cast<std::uint16_t>(ridgeline::round_to_int(y_px * ridgeline::kStepsPerPx));
  out.angle = static_cast<std::uint8_t>(ridgeline::round_to_int(angle_rad / (2 * ridgeline::kPi) * 256) & 0xFF);
  out.type = type;
  out.quality = static_cast<std::uint8_t>(quality);
  return out;
}

/// `count` minutiae inside a disc of 130 px around (600, 600), at least 9 px apart.
inline Template print(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  const double bend = uniform(random, 0.002, 0.02);
  const double lean = uniform(random, 0, ridgeline::kPi);
  Template out;
  out.width = 1200;
  out.height = 1200;
  while (out.minutiae.size() < count) {
    const double x = uniform(random, -130, 130);
    const double y = uniform(random, -130, 130);
    if (x * x + y * y > 130 * 130) continue;
    const Minutia next = minutia(600 + x, 600 + y, lean + bend * (x + y) + (random() % 2 == 0 ? 0 : ridgeline::kPi),
                                 random() % 2 == 0 ? MinutiaType::ending : MinutiaType::bifurcation,
                                 50 + static_cast<int>(random() % 50));
    const bool crowded = std::any_of(out.minutiae.begin(), out.minutiae.end(), [&](const Minutia& m) {
      return std::hypot((m.x - next.x) / 8.0, (m.y - next.y) / 8.0) < 9;
    });
    if (!crowded) out.minutiae.push_back(next);
  }
  return out;
}

/// The print turned counter-clockwise (as seen, y up) about the middle, shifted, each minutia jittered, some dropped, some added.
struct Change {
  double turn_rad = 0;
  double shift_x_px = 0;
  double shift_y_px = 0;
  double jitter_px = 0;
  double jitter_rad = 0;
  double dropped_share = 0;
  std::size_t added = 0;
};

inline Template changed(const Template& print, const Change& change, unsigned seed) {
  std::mt19937 random(seed);
  Template out = print;
  out.minutiae.clear();
  const double c = std::cos(change.turn_rad);
  const double s = std::sin(change.turn_rad);
  for (const Minutia& m : print.minutiae) {
    if (uniform(random, 0, 1) < change.dropped_share) continue;
    const double dx = m.x / 8.0 - 600;
    const double dy = m.y / 8.0 - 600;
    const double x = 600 + c * dx + s * dy + change.shift_x_px + change.jitter_px * uniform(random, -1, 1);
    const double y = 600 - s * dx + c * dy + change.shift_y_px + change.jitter_px * uniform(random, -1, 1);
    const double angle =
        m.angle * 2 * ridgeline::kPi / 256 + change.turn_rad + change.jitter_rad * uniform(random, -1, 1);
    out.minutiae.push_back(minutia(x, y, angle, m.type, m.quality));
  }
  for (std::size_t i = 0; i < change.added; ++i) {
    out.minutiae.push_back(minutia(600 + uniform(random, -120, 120), 600 + uniform(random, -120, 120),
                                   uniform(random, 0, 2 * ridgeline::kPi), MinutiaType::ending, 40));
  }
  std::shuffle(out.minutiae.begin(), out.minutiae.end(), random);
  return out;
}

}  // namespace random_prints

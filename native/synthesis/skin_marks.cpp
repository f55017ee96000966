#include "synthesis/skin_marks.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr int kDeepest = 255;

void stamp(Plane<std::uint8_t>& marks, Point at, double radius_px, int depth) noexcept {
  const int reach = static_cast<int>(radius_px + 1.0) + 1;
  const int x0 = static_cast<int>(at.x);
  const int y0 = static_cast<int>(at.y);
  for (int y = y0 - reach; y <= y0 + reach; ++y) {
    for (int x = x0 - reach; x <= x0 + reach; ++x) {
      if (!marks.holds(x, y)) continue;
      const double distance = std::sqrt((x - at.x) * (x - at.x) + (y - at.y) * (y - at.y));
      const int here = round_to_int(depth * (1.0 - smooth_step(radius_px - 0.7, radius_px + 0.7, distance)));
      marks.at(x, y) = static_cast<std::uint8_t>(std::max<int>(marks.at(x, y), here));
    }
  }
}

// Up the slope to the crest of the ridge, at most half a period.
void climb(const Plane<std::int16_t>& ridges, int& x, int& y) noexcept {
  for (int step = 0; step < 5; ++step) {
    int best_x = x;
    int best_y = y;
    for (int ny = std::max(y - 1, 0); ny <= std::min(y + 1, ridges.height - 1); ++ny) {
      for (int nx = std::max(x - 1, 0); nx <= std::min(x + 1, ridges.width - 1); ++nx) {
        if (ridges.at(nx, ny) > ridges.at(best_x, best_y)) {
          best_x = nx;
          best_y = ny;
        }
      }
    }
    if (best_x == x && best_y == y) return;
    x = best_x;
    y = best_y;
  }
}

}  // namespace

void carve(Plane<std::uint8_t>& marks, const Groove& groove) {
  const double dx = groove.to.x - groove.from.x;
  const double dy = groove.to.y - groove.from.y;
  const double length = std::sqrt(dx * dx + dy * dy);
  if (!(length > 1.0)) return;
  const int steps = static_cast<int>(length) + 1;
  for (int i = 0; i <= steps; ++i) {
    const double t = static_cast<double>(i) / steps;
    const double bow = 4.0 * t * (1.0 - t);
    const Point at{groove.from.x + t * dx - bow * groove.bow_px * dy / length,
                   groove.from.y + t * dy + bow * groove.bow_px * dx / length};
    stamp(marks, at, groove.half_width_px * (0.3 + 0.7 * std::sqrt(bow)), groove.depth);
  }
}

Groove draw_groove(Random& random, Point middle, double length_px, double half_width_px, int depth) noexcept {
  const double turn = random.uniform(0.0, kPi);
  const Point half{0.5 * length_px * cosine(turn), 0.5 * length_px * sine(turn)};
  return {{middle.x - half.x, middle.y - half.y},
          {middle.x + half.x, middle.y + half.y},
          random.normal(0.0, kGrooveBowShare) * length_px,
          half_width_px,
          depth};
}

Plane<std::uint8_t> pores(const FingerName& name, const Plane<std::int16_t>& ridges) {
  Random random(Stream::skin, {name.seed, name.person, static_cast<std::uint64_t>(name.position), 1});
  Plane<std::uint8_t> marks(ridges.width, ridges.height);
  for (double y = 0; y < ridges.height; y += kPoreSpacingPx) {
    for (double x = 0; x < ridges.width; x += kPoreSpacingPx) {
      int px = std::min(static_cast<int>(x + kPoreSpacingPx * random.uniform()), ridges.width - 1);
      int py = std::min(static_cast<int>(y + kPoreSpacingPx * random.uniform()), ridges.height - 1);
      const double radius = kPoreRadiusPx * random.uniform(kPoreRadiusShare);
      climb(ridges, px, py);
      if (ridges.at(px, py) < kPoreCrest) continue;
      const Point at{px + random.uniform(-0.5, 0.5), py + random.uniform(-0.5, 0.5)};
      stamp(marks, at, radius, kDeepest - random.below(kPoreDepthSpread));
    }
  }
  return marks;
}

Plane<std::uint8_t> creases(const FingerName& name, const FingerTraits& finger) {
  Random random(Stream::skin, {name.seed, name.person, static_cast<std::uint64_t>(name.position), 2});
  Plane<std::uint8_t> marks(kSkinWidthPx, kSkinHeightPx);
  for (int i = 0; i < finger.crease_count; ++i) {
    const Point middle{kMiddleX + random.normal(kCreaseX), kMiddleY + random.normal(kCreaseY)};
    const double length = random.uniform(kCreaseLengthPx);
    const double half_width = kCreaseHalfWidthPx * random.uniform(kCreaseWidthShare);
    carve(marks, draw_groove(random, middle, length, half_width, kDeepest - random.below(kCreaseDepthSpread)));
  }
  return marks;
}

}  // namespace ridgeline::synthesis

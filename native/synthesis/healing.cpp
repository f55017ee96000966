#include "synthesis/healing.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "synthesis/parameters.hpp"
#include "synthesis/ridge_filters.hpp"

namespace ridgeline::synthesis {
namespace {

struct Square {
  int left;
  int top;
  int right;
  int bottom;
};

Square square_around(Point at, const Plane<std::int16_t>& ridges) noexcept {
  constexpr int kMargin = HealingFilters::kReach + 1;
  const int x = static_cast<int>(at.x);
  const int y = static_cast<int>(at.y);
  return {std::clamp(x - kHealingReachPx, kMargin, ridges.width - kMargin),
          std::clamp(y - kHealingReachPx, kMargin, ridges.height - kMargin),
          std::clamp(x + kHealingReachPx, kMargin, ridges.width - kMargin),
          std::clamp(y + kHealingReachPx, kMargin, ridges.height - kMargin)};
}

// One pass of the long filter over a square.
void smooth(Plane<std::int16_t>& ridges, const Plane<float>& orientation, const Plane<float>& period,
            const Square& square) {
  std::vector<std::int16_t> smoothed;
  for (int y = square.top; y < square.bottom; ++y) {
    for (int x = square.left; x < square.right; ++x) {
      const int cx = x / kCellPx;
      const int cy = y / kCellPx;
      const int number =
          filter_number(static_cast<double>(orientation.at(cx, cy)), static_cast<double>(period.at(cx, cy)));
      const std::int32_t sum =
          healing_filters().response(ridges.values.data() + ridges.index(x, y), ridges.width, number);
      const std::int32_t raised = ((sum >> kFilterScaleBits) * kHealingGain_16) / 16;
      smoothed.push_back(static_cast<std::int16_t>(std::clamp(raised, -kRidgeScale, kRidgeScale)));
    }
  }
  auto from = smoothed.begin();
  for (int y = square.top; y < square.bottom; ++y) {
    for (int x = square.left; x < square.right; ++x) ridges.at(x, y) = *from++;
  }
}

}  // namespace

std::vector<SkinMinutia> heal(Plane<std::int16_t>& ridges, const Plane<float>& orientation,
                              const Plane<float>& period) {
  std::vector<SkinMinutia> minutiae = find_minutiae(ridges, orientation);
  for (int round = 0; round < kHealingRounds; ++round) {
    const std::vector<Point> places = tight_pairs(minutiae);
    if (places.empty()) break;
    for (const Point& place : places) {
      const Square square = square_around(place, ridges);
      for (int pass = 0; pass < kHealingPasses; ++pass) smooth(ridges, orientation, period, square);
    }
    minutiae = find_minutiae(ridges, orientation);
  }
  return minutiae;
}

}  // namespace ridgeline::synthesis

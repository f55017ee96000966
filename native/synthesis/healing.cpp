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
  const auto width = static_cast<std::size_t>(square.right - square.left);
  std::vector<std::uint16_t> numbers(width);
  std::vector<std::int32_t> responses(width * static_cast<std::size_t>(square.bottom - square.top));
  std::int32_t* of_row = responses.data();
  for (int y = square.top; y < square.bottom; ++y, of_row += width) {
    for (int x = square.left; x < square.right; ++x) {
      const std::size_t cell = orientation.index(x / kCellPx, y / kCellPx);
      numbers[static_cast<std::size_t>(x - square.left)] =
          filter_number(static_cast<double>(orientation.values[cell]), static_cast<double>(period.values[cell]));
    }
    kernels::ridge_responses()(healing_filters().bank(), ridges.values.data() + ridges.index(square.left, y),
                               ridges.width, numbers.data(), width, of_row);
  }
  auto from = responses.begin();
  for (int y = square.top; y < square.bottom; ++y) {
    for (int x = square.left; x < square.right; ++x) ridges.at(x, y) = raised(*from++, kHealingGain_16);
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

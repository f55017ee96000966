#include "match/selection.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "match/parameters.hpp"

namespace ridgeline::match {

using namespace match_parameters;

std::uint8_t effective_quality(const Minutia& minutia) noexcept {
  return minutia.quality == 0 ? kUnknownQuality : minutia.quality;
}

std::vector<std::uint8_t> rank_minutiae(const std::vector<Minutia>& minutiae) {
  const auto count = static_cast<std::int64_t>(minutiae.size());
  std::int64_t sum_x = 0;
  std::int64_t sum_y = 0;
  for (const Minutia& minutia : minutiae) {
    sum_x += minutia.x;
    sum_y += minutia.y;
  }
  std::vector<double> worth;
  worth.reserve(minutiae.size());
  for (const Minutia& minutia : minutiae) {
    // Kept in whole numbers by not dividing by the count.
    const std::int64_t dx = minutia.x * count - sum_x;
    const std::int64_t dy = minutia.y * count - sum_y;
    const double off_centre_px =
        std::sqrt(static_cast<double>(dx * dx + dy * dy)) / (static_cast<double>(count) * kStepsPerPx);
    worth.push_back(effective_quality(minutia) - kOffCentreCostPerPx * off_centre_px);
  }
  std::vector<std::uint8_t> order(minutiae.size());
  std::iota(order.begin(), order.end(), std::uint8_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::uint8_t a, std::uint8_t b) { return worth[a] != worth[b] ? worth[a] > worth[b] : a < b; });
  return order;
}

}  // namespace ridgeline::match

#include "match/selection.hpp"

#include <algorithm>
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
  // Squared distance from the mean position, kept in whole numbers by not dividing by the count.
  const auto off_centre = [&](const Minutia& minutia) {
    const std::int64_t dx = minutia.x * count - sum_x;
    const std::int64_t dy = minutia.y * count - sum_y;
    return dx * dx + dy * dy;
  };
  std::vector<std::uint8_t> order(minutiae.size());
  std::iota(order.begin(), order.end(), std::uint8_t{0});
  std::sort(order.begin(), order.end(), [&](std::uint8_t a, std::uint8_t b) {
    const std::uint8_t quality_a = effective_quality(minutiae[a]);
    const std::uint8_t quality_b = effective_quality(minutiae[b]);
    if (quality_a != quality_b) return quality_a > quality_b;
    const std::int64_t off_a = off_centre(minutiae[a]);
    const std::int64_t off_b = off_centre(minutiae[b]);
    return off_a != off_b ? off_a < off_b : a < b;
  });
  return order;
}

}  // namespace ridgeline::match

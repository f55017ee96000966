#include "search/code_query.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

static_assert(kernels::kCodeBytes == kCodeBytes);
constexpr std::size_t kGroup = 4;
constexpr std::size_t kGroups = kCodeBits / kGroup;

float least_of(const float* group) {
  float sum = 0;
  for (std::size_t i = 0; i < kGroup; ++i) sum -= std::abs(group[i]);
  return sum;
}

/// Of four values, each with the sign that a bit gives, the sum above the least there can be.
std::array<float, kernels::kNibbles> sums_of(const float* group) {
  std::array<float, kernels::kNibbles> sums{};
  for (std::size_t i = 0; i < kGroup; ++i) {
    const float size = std::abs(group[i]);
    const float with_sign[2] = {size - group[i], size + group[i]};
    for (std::size_t bits = 0; bits < sums.size(); ++bits) sums[bits] += with_sign[bits >> i & 1u];
  }
  return sums;
}

}  // namespace

// Numbers count from each group's least sum, all in the same steps, of which the group that varies most takes kMostEntry.
CodeQuery::CodeQuery(const CodeValues& values) noexcept {
  float widest = 0;
  float least = 0;
  for (std::size_t g = 0; g < kGroups; ++g) {
    const float from = least_of(&values[g * kGroup]);
    widest = std::max(widest, -2 * from);
    least += from;
  }
  const float step = widest > 0 ? widest / kernels::kMostEntry : 1.0f;
  for (std::size_t g = 0; g < kGroups; ++g) {
    const std::array<float, kernels::kNibbles> sums = sums_of(&values[g * kGroup]);
    for (std::size_t bits = 0; bits < sums.size(); ++bits) {
      const auto entry = static_cast<std::int32_t>(sums[bits] / step + 0.5f);
      table_[g * kernels::kNibbles + bits] =
          static_cast<std::uint8_t>(std::min<std::int32_t>(entry, kernels::kMostEntry));
    }
  }
  // A deviate is (least + step * sum - mean) / deviation.
  const CodeScale of_sum = scale_of(values);
  telling_ = of_sum.deviation;
  const float usual = (of_sum.mean + kUsualDeviate * of_sum.deviation - least) / step;
  const float scale = 65536.0f * kEvidencePerDeviate * step / of_sum.deviation;
  constexpr float kMost = UINT16_MAX;
  usual_ = static_cast<std::uint16_t>(std::clamp(usual, 0.0f, kMost));
  scale_ = static_cast<std::uint16_t>(std::clamp(scale, 0.0f, kMost));
}

}  // namespace ridgeline

#include "search/code_query.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
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

/// Four values, each with the sign that a bit gives.
float sum_of(const float* group, unsigned bits) {
  float sum = 0;
  for (std::size_t i = 0; i < kGroup; ++i) sum += (bits >> i & 1u) != 0 ? group[i] : -group[i];
  return sum;
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
    const float* const group = &values[g * kGroup];
    for (unsigned bits = 0; bits < kernels::kNibbles; ++bits) {
      const int entry = round_to_int((sum_of(group, bits) - least_of(group)) / step);
      table_[g * kernels::kNibbles + bits] = static_cast<std::uint8_t>(std::clamp(entry, 0, int{kernels::kMostEntry}));
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

#include "match/candidates.hpp"

#include <algorithm>
#include <limits>

#include "match/flags.hpp"
#include "match/kernels/floats.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

/// A pair as one number that sorts by evidence, then by indices.
struct Key {
  static constexpr std::int64_t of(std::int32_t steps, std::size_t first, std::size_t second) noexcept {
    return static_cast<std::int64_t>(steps) * 65536 + static_cast<std::int64_t>(65535 - (first * 256 + second));
  }
  static constexpr std::int64_t indices(std::int64_t key) noexcept { return 65535 - (key & 65535); }
};

using Keys = std::array<std::int64_t, kMaxUsedMinutiae * kMaxUsedMinutiae>;

/// Keys of all pairs above a floor. Returns their number.
std::size_t collect(const EvidenceTable& table, std::size_t first_count, std::size_t second_count, std::int32_t floor,
                    Keys& keys) {
  const kernels::FloatKernels& kernel = kernels::float_kernels();
  alignas(64) std::array<std::uint8_t, kMaxUsedMinutiae> flags;
  const std::size_t padded = padded_to_lanes(second_count);
  std::size_t count = 0;
  for (std::size_t i = 0; i < first_count; ++i) {
    const std::int32_t* row = table.row(i);
    kernel.above(row, floor, padded, flags.data());
    for_each_flag(flags.data(), second_count, [&](std::size_t j) { keys[count++] = Key::of(row[j], i, j); });
  }
  return count;
}

}  // namespace

void pick_candidates(const EvidenceTable& table, std::size_t first_count, std::size_t second_count,
                     CandidatePairs& candidates) {
  constexpr auto kLikely = static_cast<std::int32_t>(kLikelyEvidence * kEvidenceSteps);
  Keys keys;
  std::size_t count = collect(table, first_count, second_count, kLikely, keys);
  if (count < kMaxCandidatePairs) {
    count = collect(table, first_count, second_count, std::numeric_limits<std::int32_t>::min(), keys);
  }
  const auto end = keys.begin() + static_cast<std::ptrdiff_t>(count);
  const std::size_t kept = std::min(count, kMaxCandidatePairs);
  const auto kept_end = keys.begin() + static_cast<std::ptrdiff_t>(kept);
  if (kept < count) std::nth_element(keys.begin(), kept_end, end, std::greater<>());
  std::sort(keys.begin(), kept_end, std::greater<>());
  candidates.count = kept;
  for (std::size_t k = 0; k < kept; ++k) {
    const std::int64_t indices = Key::indices(keys[k]);
    candidates.first[k] = static_cast<std::uint8_t>(indices / 256);
    candidates.second[k] = static_cast<std::uint8_t>(indices % 256);
    candidates.evidence[k] = table.at(candidates.first[k], candidates.second[k]);
  }
}

}  // namespace ridgeline::match

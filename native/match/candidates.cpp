#include "match/candidates.hpp"

#include <algorithm>
#include <functional>
#include <limits>

#include "match/bit_rows.hpp"
#include "match/kernels/floats.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

/// A pair as one number that sorts by evidence, then by indices.
struct Key {
  static constexpr std::int32_t of(std::int32_t steps, std::size_t first, std::size_t second) noexcept {
    return steps * 65536 + static_cast<std::int32_t>(65535 - (first * 256 + second));
  }
  static constexpr std::int32_t indices(std::int32_t key) noexcept { return 65535 - (key & 65535); }
};

/// Evidence that at least kMaxCandidatePairs pairs reach: as many minutiae of the second print have a pair so good.
std::int16_t surely_reached(const EvidenceTable& table, std::size_t first_count, std::size_t second_count) {
  constexpr std::int16_t kLeast = std::numeric_limits<std::int16_t>::min() + 1;
  if (second_count < kMaxCandidatePairs) return kLeast;
  const kernels::FloatKernels& kernel = kernels::float_kernels();
  const std::size_t padded = padded_to_lanes(second_count);
  alignas(64) std::array<std::int16_t, kMaxPaddedMinutiae> best;
  kernel.column_best(table.steps.data(), first_count, padded, best.data());
  std::fill(best.begin() + static_cast<std::ptrdiff_t>(second_count),
            best.begin() + static_cast<std::ptrdiff_t>(padded), std::numeric_limits<std::int16_t>::min());
  return std::max(kLeast, kernel.reached_by(best.data(), padded, static_cast<int>(kMaxCandidatePairs)));
}

/// More keys than this are thinned out first: small prints show them all.
constexpr std::size_t kMostRanked = 128;
/// Below every key.
constexpr std::int32_t kNoKey = std::numeric_limits<std::int32_t>::min();
using Keys = std::array<std::int32_t, kMaxPaddedMinutiae * kMaxPaddedMinutiae>;

}  // namespace

void pick_candidates(const EvidenceTable& table, std::size_t first_count, std::size_t second_count,
                     CandidatePairs& candidates) {
  const kernels::FloatKernels& kernel = kernels::float_kernels();
  const std::int16_t least = surely_reached(table, first_count, second_count);
  std::array<std::uint64_t, kMaxPaddedMinutiae> rows;
  kernel.above(table.steps.data(), static_cast<std::int16_t>(least - 1), first_count, padded_to_lanes(second_count),
               rows.data());
  alignas(64) Keys keys;
  std::size_t count = 0;
  for (std::size_t i = 0; i < first_count; ++i) {
    const std::int16_t* row = table.row(i);
    for_each_bit(rows[i], second_count, [&](std::size_t j) { keys[count++] = Key::of(row[j], i, j); });
  }
  const std::size_t kept = std::min(count, kMaxCandidatePairs);
  if (count > kMostRanked) {
    const auto end = keys.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(kept), end, std::greater<>());
    count = kept;
  }
  const std::size_t padded = padded_to_lanes(count);
  std::fill(keys.begin() + static_cast<std::ptrdiff_t>(count), keys.begin() + static_cast<std::ptrdiff_t>(padded),
            kNoKey);
  alignas(64) std::array<std::int32_t, kMostRanked> ranks;
  kernel.ranks(keys.data(), padded, ranks.data());
  candidates.count = kept;
  for (std::size_t k = 0; k < count; ++k) {
    const auto rank = static_cast<std::size_t>(ranks[k]);
    if (rank >= kept) continue;
    const std::int32_t indices = Key::indices(keys[k]);
    candidates.first[rank] = static_cast<std::uint8_t>(indices / 256);
    candidates.second[rank] = static_cast<std::uint8_t>(indices % 256);
    candidates.evidence[rank] = table.at(candidates.first[rank], candidates.second[rank]);
  }
}

}  // namespace ridgeline::match

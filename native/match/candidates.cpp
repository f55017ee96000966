#include "match/candidates.hpp"

#include <algorithm>
#include <functional>

#include "match/kernels/floats.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

/// Pairs beside those wanted that a level may let through: looking for a sharper one costs more than ranking them.
constexpr int kSparePairs = 8;

/// Evidence that at least kMaxCandidatePairs pairs reach, and hardly more.
std::int16_t surely_reached(const EvidenceLeads& leads, std::size_t second_count) {
  constexpr std::size_t kLeadsOfMinutia = 2;
  constexpr std::int16_t kBelowAll = kernels::kPaddingOwn;
  if (kLeadsOfMinutia * second_count < kMaxCandidatePairs) return kBelowAll;
  return kernels::float_kernels().reached_by(leads.best.data(), leads.second.data(), padded_to_lanes(second_count),
                                             static_cast<int>(kMaxCandidatePairs), kSparePairs);
}

/// More keys than this, of many pairs alike, are thinned out first.
constexpr std::size_t kMostRanked = 128;
using Keys = std::array<std::int32_t, kMaxPaddedMinutiae * kMaxPaddedMinutiae + 1>;

/// The largest keys in order, at most kMaxCandidatePairs.
std::size_t sort_largest(Keys& keys, std::size_t count, std::array<std::int32_t, kMostRanked>& sorted) {
  const std::size_t kept = std::min(count, kMaxCandidatePairs);
  if (count > kMostRanked) {
    const auto end = keys.begin() + static_cast<std::ptrdiff_t>(count);
    std::nth_element(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(kept), end, std::greater<>());
    count = kept;
  }
  alignas(64) std::array<std::int32_t, kMostRanked> ranks;
  kernels::float_kernels().ranks(keys.data(), count, ranks.data());
  for (std::size_t k = 0; k < count; ++k) sorted[static_cast<std::size_t>(ranks[k])] = keys[k];
  return kept;
}

}  // namespace

void pick_candidates(const EvidenceTable& table, const EvidenceLeads& leads, std::size_t first_count,
                     std::size_t second_count, CandidatePairs& candidates) {
  alignas(64) Keys keys;
  const std::size_t count = kernels::float_kernels().keys_from(table.steps.data(), surely_reached(leads, second_count),
                                                               first_count, second_count, keys.data());
  std::array<std::int32_t, kMostRanked> sorted;
  candidates.count = sort_largest(keys, count, sorted);
  for (std::size_t k = 0; k < candidates.count; ++k) {
    const auto indices = static_cast<unsigned>(65535 - (sorted[k] & 65535));
    candidates.first[k] = static_cast<std::uint8_t>(indices / 256);
    candidates.second[k] = static_cast<std::uint8_t>(indices % 256);
    candidates.evidence[k] = static_cast<float>(sorted[k] >> 16) / kEvidenceSteps;
  }
}

}  // namespace ridgeline::match

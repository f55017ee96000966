#include "search/coarse_pass.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

constexpr std::size_t kWordRows = 64;

std::size_t share_of(std::span<const double> shares, std::uint64_t subjects, std::size_t fingers) {
  const double share = shares[std::min(fingers, shares.size()) - 1];
  return static_cast<std::size_t>(std::ceil(share * static_cast<double>(subjects)));
}

/// A bit for each of up to 64 sums that is not less. Written so that compilers compare many at once.
std::uint64_t bits_of_at_least(std::int16_t least, std::span<const std::int16_t> sums) {
  std::array<std::uint8_t, kWordRows> flags{};
  for (std::size_t i = 0; i < sums.size(); ++i) flags[i] = sums[i] >= least ? 1 : 0;
  std::uint64_t bits = 0;
  for (std::size_t byte = 0; byte < kWordRows / 8; ++byte) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, flags.data() + 8 * byte, sizeof eight);
    // Brings bit 8 i to bit 56 + i.
    bits |= (eight * 0x0102040810204080u >> 56) << 8 * byte;
  }
  return bits;
}

}  // namespace

std::uint64_t CoarsePass::permitted_of(const Segment& segment, std::size_t first_row, std::uint64_t living) const {
  if (options_.permits_all()) return living;
  std::uint64_t permitted = 0;
  for (std::uint64_t left = living; left != 0; left &= left - 1) {
    const std::size_t row = first_row + static_cast<std::size_t>(std::countr_zero(left));
    if (options_.permits(segment.system(row), segment.owner(row))) permitted |= left & (~left + 1);
  }
  return permitted;
}

void CoarsePass::end_segment(const SegmentRows& rows, std::uint16_t shard) {
  const Segment& segment = *rows.segment;
  const std::span<const std::int16_t> sums = evidence_.sums();
  for (std::size_t word = rows.first / kWordRows; word * kWordRows < rows.last; ++word) {
    const std::size_t first_row = word * kWordRows;
    const std::uint64_t wanted = permitted_of(segment, first_row, segment.living_of(word, rows.first, rows.last));
    permitted_ += static_cast<std::uint64_t>(std::popcount(wanted));
    const std::uint64_t always = wanted & segment.always_compared_of(word);
    for (std::uint64_t left = always; left != 0; left &= left - 1) {
      const std::size_t row = first_row + static_cast<std::size_t>(std::countr_zero(left));
      always_.push_back({segment.serial(row), shard, kAlwaysCompared, evidence_.of_fingers(row - rows.first)});
    }
    const std::size_t from = std::max(first_row, rows.first);
    const std::span<const std::int16_t> of_word =
        sums.subspan(from - rows.first).first(std::min(first_row + kWordRows, rows.last) - from);
    const std::uint64_t best = bits_of_at_least(shortlist_.floor(), of_word) << (from - first_row);
    for (std::uint64_t left = wanted & ~always & best; left != 0; left &= left - 1) {
      const std::size_t row = first_row + static_cast<std::size_t>(std::countr_zero(left));
      const std::size_t at = row - rows.first;
      shortlist_.add({segment.serial(row), shard, sums[at], evidence_.of_fingers(at)});
    }
  }
}

std::vector<Listed> CoarsePass::take() {
  std::vector<Listed> kept = shortlist_.take(kept_of(permitted_, probe_.fingers(), options_.max_candidates));
  // The caller may name shards in any order.
  if (!std::ranges::is_sorted(kept, lies_before)) std::ranges::sort(kept, lies_before);
  if (!std::ranges::is_sorted(always_, lies_before)) std::ranges::sort(always_, lies_before);
  add_in_order(always_, kept);
  return kept;
}

std::size_t kept_of(std::uint64_t subjects, std::size_t fingers, std::size_t candidates) noexcept {
  return std::max(share_of(kKeptShares, subjects, fingers), std::max(kLeastKept, candidates));
}

MiddleSteps middle_steps_of(std::uint64_t subjects, std::size_t fingers, std::size_t candidates) noexcept {
  return {std::max(share_of(kAskedAnotherShares, subjects, fingers), std::max(kLeastAskedAnother, candidates)),
          std::max(share_of(kComparedShares, subjects, fingers), std::max(kLeastCompared, candidates))};
}

}  // namespace ridgeline

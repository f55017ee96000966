#include "search/segment_evidence.hpp"

#include <algorithm>
#include <bit>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

constexpr std::size_t kWordRows = 64;

/// In a finger's column: the subject has no such finger; and the least that a finger says.
constexpr std::uint8_t kNotThere = 0;
constexpr std::uint8_t kLeastSaid = 1;
constexpr auto kMissingEvidence = static_cast<std::int16_t>((kMissingDeviate - kUsualDeviate) * kEvidencePerDeviate);

std::uint8_t better_of(std::uint8_t known, std::uint8_t said) { return std::max({known, said, kLeastSaid}); }

}  // namespace

void SegmentEvidence::start(const CoarseProbe& probe, std::size_t rows) {
  rows_ = rows;
  fingers_.clear();
  const auto add_columns = [&](bool of_everybody) {
    for (std::uint8_t position = 1; position <= kFingerCount; ++position) {
      if (probe.queries(position).empty() || probe.asks_everybody(position) != of_everybody) continue;
      column_of_[position - 1u] = fingers_.size();
      fingers_.push_back(static_cast<std::uint8_t>(position - 1));
    }
  };
  add_columns(true);
  asked_ = fingers_.size();
  add_columns(false);
  by_finger_.assign(asked_ * rows, kNotThere);
  lacking_.clear();
}

void SegmentEvidence::add(std::uint8_t position, const BlockRows& rows, const std::uint8_t* evidence) {
  std::uint8_t* const column = column_of(position);
  if (rows.are_consecutive()) {
    std::uint8_t* const at = column + rows.of(0);
    for (std::size_t lane = 0; lane < kBlockLanes; ++lane) at[lane] = better_of(at[lane], evidence[lane]);
    return;
  }
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    if (!rows.has(lane)) continue;
    std::uint8_t& at = column[rows.of(lane)];
    at = better_of(at, evidence[lane]);
  }
}

bool SegmentEvidence::add_up(const SegmentRows& rows) {
  sums_.assign(rows_, 0);
  missing_.assign(rows_, 0);
  for (std::size_t column = 0; column < asked_; ++column) {
    const std::uint8_t* const evidence = by_finger_.data() + column * rows_;
    for (std::size_t row = 0; row < rows_; ++row) {
      sums_[row] = static_cast<std::int16_t>(sums_[row] + evidence[row]);
      missing_[row] = static_cast<std::uint8_t>(missing_[row] + (evidence[row] == kNotThere ? 1 : 0));
    }
  }
  std::uint8_t any = 0;
  for (std::size_t row = 0; row < rows_; ++row) {
    const auto of_missing = static_cast<std::int16_t>(missing_[row] * kMissingEvidence);
    any |= missing_[row];
    sums_[row] = missing_[row] == asked_ ? std::int16_t{0} : static_cast<std::int16_t>(sums_[row] + of_missing);
  }
  if (any == 0 || asked_ == fingers_.size()) return false;
  lacking_.assign(rows_, 0);
  bool anybody = false;
  for (std::size_t word = rows.first / kWordRows; word * kWordRows < rows.last; ++word) {
    for (std::uint64_t left = rows.segment->living_of(word, rows.first, rows.last); left != 0; left &= left - 1) {
      const std::size_t row = word * kWordRows + static_cast<std::size_t>(std::countr_zero(left)) - rows.first;
      lacking_[row] = missing_[row] != 0 ? 1 : 0;
      anybody = anybody || lacking_[row] != 0;
    }
  }
  if (anybody) by_finger_.resize(fingers_.size() * rows_, kNotThere);
  return anybody;
}

bool SegmentEvidence::is_asked(const BlockRows& rows) const noexcept {
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    if (rows.has(lane) && lacking_[rows.of(lane)] != 0) return true;
  }
  return false;
}

void SegmentEvidence::add_other(std::uint8_t position, const BlockRows& rows, const std::uint8_t* evidence) {
  std::uint8_t* const column = column_of(position);
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    if (!rows.has(lane) || lacking_[rows.of(lane)] == 0) continue;
    std::uint8_t& at = column[rows.of(lane)];
    at = better_of(at, evidence[lane]);
  }
}

// Another finger stands in for a missing one.
void SegmentEvidence::add_up_others() {
  for (std::size_t row = 0; row < rows_; ++row) {
    if (lacking_[row] == 0) continue;
    std::size_t there = 0;
    std::size_t sum = 0;
    for (std::size_t column = 0; column < fingers_.size(); ++column) {
      const std::uint8_t said = by_finger_[column * rows_ + row];
      there += said == kNotThere ? 0 : 1;
      sum += said;
    }
    const std::size_t missing = asked_ - std::min(there, asked_);
    sums_[row] = static_cast<std::int16_t>(there == 0 ? 0 : sum + missing * kMissingEvidence);
  }
}

FingerEvidence SegmentEvidence::of_fingers(std::size_t row) const noexcept {
  FingerEvidence out{};
  for (std::size_t column = 0; (column + 1) * rows_ <= by_finger_.size(); ++column) {
    out[fingers_[column]] = by_finger_[column * rows_ + row];
  }
  return out;
}

}  // namespace ridgeline

#include "search/segment_evidence.hpp"

#include <algorithm>
#include <cstring>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

/// Rows that are looked at together.
constexpr std::size_t kWord = sizeof(std::uint64_t);

/// In a finger's column: the subject has no such finger; and the least that a finger says.
constexpr std::uint8_t kNotThere = 0;
constexpr std::uint8_t kLeastSaid = 1;
constexpr auto kMissingEvidence = static_cast<std::int16_t>((kMissingDeviate - kUsualDeviate) * kEvidencePerDeviate);

// Loops over rows take what they write as arguments: compilers then make vectors of them.

void add_column(const std::uint8_t* evidence, std::size_t rows, std::int16_t* sums, std::uint8_t* missing) {
  for (std::size_t row = 0; row < rows; ++row) sums[row] = static_cast<std::int16_t>(sums[row] + evidence[row]);
  for (std::size_t row = 0; row < rows; ++row) {
    missing[row] = static_cast<std::uint8_t>(missing[row] + (evidence[row] == kNotThere ? 1 : 0));
  }
}

/// Counts what is missing, where anything is there; whether anything is missing.
bool count_missing(const std::uint8_t* missing, std::size_t rows, std::uint8_t asked, std::int16_t* sums) {
  std::uint8_t any = 0;
  for (std::size_t row = 0; row < rows; ++row) any |= missing[row];
  if (any == 0) return false;
  for (std::size_t row = 0; row < rows; ++row) {
    const auto with_missing = static_cast<std::int16_t>(sums[row] + missing[row] * kMissingEvidence);
    sums[row] = missing[row] == asked ? std::int16_t{0} : with_missing;
  }
  return true;
}

std::uint8_t better_of(std::uint8_t known, std::uint8_t said) { return std::max({known, said, kLeastSaid}); }

/// One by one, the lanes of rows that are wanted.
template <class Wanted>
void add_lanes(const BlockRows& rows, const std::uint8_t* evidence, Wanted wanted, std::uint8_t* column) {
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    if (!rows.has(lane) || !wanted(rows.of(lane))) continue;
    std::uint8_t& at = column[rows.of(lane)];
    at = better_of(at, evidence[lane]);
  }
}

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
  lacking_rows_.clear();
}

void SegmentEvidence::add(std::uint8_t position, const BlockRows& rows, const std::uint8_t* evidence) {
  std::uint8_t* const column = column_of(position);
  if (rows.are_consecutive()) {
    std::uint8_t* const at = column + rows.of(0);
    for (std::size_t lane = 0; lane < kBlockLanes; ++lane) at[lane] = better_of(at[lane], evidence[lane]);
    return;
  }
  add_lanes(
      rows, evidence, [](std::uint32_t) { return true; }, column);
}

bool SegmentEvidence::add_up(const SegmentRows& rows) {
  sums_.assign(rows_, 0);
  missing_.assign(rows_, 0);
  for (std::size_t column = 0; column < asked_; ++column) {
    add_column(by_finger_.data() + column * rows_, rows_, sums_.data(), missing_.data());
  }
  const bool any = count_missing(missing_.data(), rows_, static_cast<std::uint8_t>(asked_), sums_.data());
  if (!any || asked_ == fingers_.size()) return false;
  find_lacking(rows);
  if (lacking_rows_.empty()) return false;
  by_finger_.resize(fingers_.size() * rows_, kNotThere);
  return true;
}

void SegmentEvidence::find_lacking(const SegmentRows& rows) {
  for (std::size_t from = 0; from < rows_; from += kWord) {
    std::uint64_t some = 0;
    std::memcpy(&some, missing_.data() + from, std::min(kWord, rows_ - from));
    if (some == 0) continue;
    for (std::size_t row = from; row < std::min(from + kWord, rows_); ++row) {
      if (!rows.segment->is_alive(rows.first + row)) missing_[row] = 0;
      if (missing_[row] != 0) lacking_rows_.push_back(static_cast<std::uint32_t>(row));
    }
  }
}

void SegmentEvidence::add_other(std::uint8_t position, const BlockRows& rows, const std::uint8_t* evidence) {
  const auto lacks_one = [this](std::uint32_t row) { return missing_[row] != 0; };
  add_lanes(rows, evidence, lacks_one, column_of(position));
}

// Another finger stands in for a missing one.
void SegmentEvidence::add_up_others() {
  for (const std::uint32_t row : lacking_rows_) {
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

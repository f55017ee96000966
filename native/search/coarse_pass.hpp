// The coarse pass: ranks the subjects of shards by the codes of their prints, at the speed of memory, and keeps those that are
// worth comparing.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "gallery/shard_reader.hpp"
#include "search/block_rows.hpp"
#include "search/coarse_probe.hpp"
#include "search/middle_pass.hpp"
#include "search/search.hpp"
#include "search/shortlist.hpp"

namespace ridgeline {

/// What the codes of one segment say of its rows, for one probe.
class SegmentEvidence {
 public:
  void start(const CoarseProbe& probe, std::size_t rows);
  /// Adds what one impression of a finger that the probe asks of says of a block of codes; the best impression counts.
  void add(std::uint8_t position, const BlockRows& rows, const std::uint8_t* evidence);
  /// Adds the fingers up. Ends the adding of blocks.
  void add_up();
  /// Of rows counted from the first wanted one.
  [[nodiscard]] std::span<const std::int16_t> sums() const noexcept { return sums_; }
  [[nodiscard]] FingerEvidence of_fingers(std::size_t row) const noexcept;

 private:
  std::size_t rows_ = 0;
  std::array<std::size_t, kFingerCount> column_of_{};  ///< of fingers that the probe asks of, from 0 on
  std::vector<std::uint8_t> fingers_;                  ///< of each column, from 0 on
  std::vector<std::uint8_t> by_finger_;                // one column after the other
  std::vector<std::int16_t> sums_;
  std::vector<std::uint8_t> any_;  ///< not 0 where a subject has one of the fingers
};

/// The coarse pass of one probe over the shards of a task. Several may run side by side over the same rows.
class CoarsePass {
 public:
  /// `most` bounds the subjects that are kept for their codes.
  CoarsePass(const CoarseProbe& probe, const SearchOptions& options, std::size_t most)
      : probe_(probe), options_(options), shortlist_(most) {}

  void start_segment(const SegmentRows& rows) { evidence_.start(probe_, rows.last - rows.first); }
  [[nodiscard]] const CoarseProbe& probe() const noexcept { return probe_; }
  void add(std::uint8_t position, const BlockRows& rows, const std::uint8_t* evidence) {
    evidence_.add(position, rows, evidence);
  }
  /// Counts the permitted living subjects of the rows and keeps the best.
  void end_segment(const SegmentRows& rows, std::uint16_t shard);

  /// Permitted living subjects so far.
  [[nodiscard]] std::uint64_t permitted() const noexcept { return permitted_; }
  /// The subjects to compare, as they lie in memory: those that codes say nothing of, and the best. Ends the pass.
  [[nodiscard]] std::vector<Listed> take();

 private:
  [[nodiscard]] std::uint64_t permitted_of(const Segment& segment, std::size_t first_row, std::uint64_t living) const;

  const CoarseProbe& probe_;
  const SearchOptions& options_;
  Shortlist shortlist_;
  SegmentEvidence evidence_;
  std::uint64_t permitted_ = 0;
  std::vector<Listed> always_;
};

/// Subjects that the coarse pass keeps of so many for a probe of so many coded fingers, and those that the middle pass leaves of
/// them: at least as many as the candidates that are wanted.
[[nodiscard]] std::size_t kept_of(std::uint64_t subjects, std::size_t fingers, std::size_t candidates) noexcept;
[[nodiscard]] MiddleSteps middle_steps_of(std::uint64_t subjects, std::size_t fingers, std::size_t candidates) noexcept;

}  // namespace ridgeline

// The coarse pass: ranks the subjects of shards by the codes of their prints, at the speed of memory, and keeps those that are
// worth comparing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gallery/shard_reader.hpp"
#include "search/coarse_probe.hpp"
#include "search/middle_pass.hpp"
#include "search/search.hpp"
#include "search/segment_evidence.hpp"
#include "search/shortlist.hpp"

namespace ridgeline {

/// The coarse pass of one probe over the shards of a task. Several may run side by side over the same rows.
class CoarsePass {
 public:
  /// `most` bounds the subjects that are kept for their codes.
  CoarsePass(const CoarseProbe& probe, const SearchOptions& options, std::size_t most)
      : probe_(probe), options_(options), shortlist_(most) {}

  [[nodiscard]] const CoarseProbe& probe() const noexcept { return probe_; }
  /// What codes say of the segment that is being read (search/shared_questions.hpp).
  [[nodiscard]] SegmentEvidence& evidence() noexcept { return evidence_; }
  [[nodiscard]] const SegmentEvidence& evidence() const noexcept { return evidence_; }
  void count_asked(std::size_t codes) noexcept { codes_asked_ += codes; }
  [[nodiscard]] std::uint64_t codes_asked() const noexcept { return codes_asked_; }
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
  std::uint64_t codes_asked_ = 0;
  std::vector<Listed> always_;
};

/// Subjects that the coarse pass keeps of so many for a probe of so many coded fingers, and those that the middle pass leaves of
/// them: at least as many as the candidates that are wanted.
[[nodiscard]] std::size_t kept_of(std::uint64_t subjects, std::size_t fingers, std::size_t candidates) noexcept;
[[nodiscard]] MiddleSteps middle_steps_of(std::uint64_t subjects, std::size_t fingers, std::size_t candidates) noexcept;

}  // namespace ridgeline

// Reading one shard from its first subject to its last, without a lock, while others append and erase.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "gallery/gallery.hpp"
#include "gallery/reader_epochs.hpp"
#include "gallery/segment.hpp"
#include "gallery/shard.hpp"

namespace ridgeline {

/// A living subject. Valid until the reader's next quiescent point.
class SubjectView {
 public:
  SubjectView(const Segment& segment, std::size_t row) noexcept : segment_(&segment), row_(row) {}

  [[nodiscard]] SubjectNumber number() const noexcept { return segment_->number(row_); }
  [[nodiscard]] std::uint16_t system() const noexcept { return segment_->system(row_); }
  [[nodiscard]] std::uint16_t owner() const noexcept { return segment_->owner(row_); }
  [[nodiscard]] std::size_t print_count() const noexcept {
    return segment_->prints_up_to(row_) - segment_->first_print(row_);
  }
  [[nodiscard]] PrintView print(std::size_t index) const noexcept {
    return segment_->print(segment_->first_print(row_) + index);
  }

 private:
  const Segment* segment_;
  std::size_t row_;
};

/// Rows of a segment that a reader sees, living and dead. Valid until the reader's next quiescent point.
struct SegmentRows {
  const Segment* segment = nullptr;
  std::size_t first = 0;
  std::size_t last = 0;  ///< behind the last
};

/// Sees the subjects that were in the shard when it began, in the order they came, but for those erased before it
/// reaches them. Stack only, one thread, and the gallery must outlive it.
class ShardReader {
 public:
  ShardReader(const Gallery& gallery, std::size_t shard) noexcept;

  /// Moves to the next living subject; false at the end.
  [[nodiscard]] bool next() noexcept;
  /// The subject moved to. Only after next() was true.
  [[nodiscard]] SubjectView subject() const noexcept { return {*(*segments_)[segment_], row_}; }
  /// Moves over all that next() would give in one segment, or what is left of it; nothing at the end.
  [[nodiscard]] std::optional<SegmentRows> next_rows() noexcept;
  /// Moves to the subject with this serial (SegmentRows); false where it was erased. next() would go on behind it.
  [[nodiscard]] bool seek(std::uint64_t serial) noexcept;
  /// Lets waiting writers go on; views taken before are no longer valid. Call it at least once a millisecond, that is
  /// after some dozens of comparisons or some thousand subjects passed over.
  void quiesce() noexcept;

 private:
  void find_place() noexcept;
  [[nodiscard]] bool is_in_segment() const noexcept;
  void find_segment() noexcept;

  const Shard& shard_;
  ReaderRegistration registration_;
  const std::uint64_t end_serial_;
  const SegmentList* segments_;
  std::uint64_t next_serial_ = 0;
  std::size_t segment_ = 0;
  std::size_t next_row_ = 0;
  std::size_t row_ = 0;
};

}  // namespace ridgeline

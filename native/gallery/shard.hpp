// A shard: segments in the order in which their subjects came. Only the last takes appends.
//
// One writer at a time (the mutex), any number of readers without a lock. A reader takes two published values, in this
// order: end_serial() bounds what it sees, segments() holds at least everything below that. It comes back for the list
// of segments after each quiescent point and goes on at the serial where it was, so a rewritten segment loses nothing.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/error.hpp"
#include "gallery/gallery.hpp"
#include "gallery/memory_budget.hpp"
#include "gallery/reader_epochs.hpp"
#include "gallery/segment.hpp"

namespace ridgeline {

using SegmentList = std::vector<const Segment*>;

class Shard {
 public:
  Shard(ReaderEpochs& epochs, MemoryBudget& budget);
  ~Shard();
  Shard(const Shard&) = delete;
  Shard& operator=(const Shard&) = delete;

  /// All or, on an error, none; visible at once. Returns how many were appended.
  /// Errors: SUBJECT_EXISTS, GALLERY_FULL, OUT_OF_MEMORY.
  Result<std::size_t> append(std::span<const GallerySubjectView> subjects);

  /// Returns how many of the numbers were enrolled; their bytes are overwritten then. Errors: OUT_OF_MEMORY (nothing
  /// erased).
  Result<std::size_t> erase(std::span<const SubjectNumber> numbers);

  /// Adds this shard's figures as of its last change, all but the bytes, which the budget knows. Waits for no writer.
  void add_to(GalleryStatistics& statistics) const noexcept;

  [[nodiscard]] std::uint64_t end_serial() const noexcept { return end_serial_.load(); }
  [[nodiscard]] const SegmentList& segments() const noexcept { return *published_.load(); }

 private:
  friend class GalleryInspector;  // tests look for bytes that should be gone

  using Serials = std::unordered_map<SubjectNumber, std::uint64_t>;
  struct RowPlace {
    Segment* segment;
    std::size_t row;
  };
  struct NewSegment {
    std::unique_ptr<Segment> segment;
    std::size_t subjects_up_to;  // index behind the last subject of the batch that goes in
  };
  struct AppendPlan {
    std::size_t in_last_segment = 0;
    std::vector<NewSegment> segments;
  };
  struct Replacement {
    std::size_t first;
    std::size_t last;
    std::unique_ptr<Segment> segment;  // null where nobody of them lived
  };
  class NumberReservation;
  struct Counts {
    std::atomic<std::size_t> segments{0};
    std::atomic<std::size_t> subjects{0};
    std::atomic<std::size_t> erased{0};
    std::atomic<std::size_t> prints{0};
  };

  Result<std::size_t> append_locked(std::span<const GallerySubjectView> subjects);
  Result<AppendPlan> plan_append(std::span<const GallerySubjectView> subjects);
  Result<NewSegment> plan_segment(std::span<const GallerySubjectView> subjects, std::size_t first,
                                  std::size_t shard_bytes);
  void write(std::span<const GallerySubjectView> subjects, AppendPlan& plan) noexcept;

  std::size_t erase_locked(std::span<const SubjectNumber> numbers);
  [[nodiscard]] RowPlace place_of(std::uint64_t serial) const noexcept;
  void forget_number(SubjectNumber number) noexcept;

  void rewrite_sparse_segments();
  [[nodiscard]] std::vector<Replacement> plan_rewrite();
  void replace_segments(std::vector<Replacement> replacements);
  void count() noexcept;
  void publish_segments(std::unique_ptr<const SegmentList> list) noexcept;

  ReaderEpochs& epochs_;
  MemoryBudget& budget_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Segment>> segments_;
  Serials serials_;
  std::unique_ptr<const SegmentList> list_;
  std::atomic<const SegmentList*> published_;
  std::atomic<std::uint64_t> end_serial_{1};
  Counts counts_;
};

}  // namespace ridgeline

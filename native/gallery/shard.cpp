#include "gallery/shard.hpp"

#include <algorithm>
#include <new>

#include "gallery/overwrite.hpp"

namespace ridgeline {

Shard::Shard(ReaderEpochs& epochs, MemoryBudget& budget)
    : epochs_(epochs), budget_(budget), list_(std::make_unique<const SegmentList>()), published_(list_.get()) {}

Shard::~Shard() {
  while (!serials_.empty()) forget_number(serials_.begin()->first);
}

Result<std::size_t> Shard::append(std::span<const GallerySubjectView> subjects) {
  const std::lock_guard lock(mutex_);
  try {
    return append_locked(subjects);
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory to keep the numbers of the batch"};
  }
}

Result<std::size_t> Shard::erase(std::span<const SubjectNumber> numbers) {
  const std::lock_guard lock(mutex_);
  std::size_t erased = 0;
  try {
    erased = erase_locked(numbers);
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory to look up the subjects to erase"};
  }
  try {
    if (erased > 0) rewrite_sparse_segments();
  } catch (const std::bad_alloc&) {
    // The erased bytes are gone already. The room they took is won back by a later erasure that finds memory.
  }
  count();
  return erased;
}

std::size_t Shard::erase_locked(std::span<const SubjectNumber> numbers) {
  std::vector<RowPlace> places;
  places.reserve(numbers.size());
  for (const SubjectNumber number : numbers) {
    const auto found = serials_.find(number);
    if (found == serials_.end()) continue;
    places.push_back(place_of(found->second));
    places.back().segment->mark_dead(places.back().row);
    forget_number(number);
  }
  if (places.empty()) return 0;
  epochs_.wait_for_readers();
  for (const RowPlace& place : places) place.segment->overwrite_row(place.row);
  return places.size();
}

Shard::RowPlace Shard::place_of(std::uint64_t serial) const noexcept {
  const auto behind = std::partition_point(segments_.begin(), segments_.end(),
                                           [serial](const auto& segment) { return segment->serial(0) <= serial; });
  Segment* segment = std::prev(behind)->get();
  return {segment, segment->row_of_serial(serial)};
}

void Shard::forget_number(SubjectNumber number) noexcept {
  auto node = serials_.extract(number);
  overwrite_value(node.key());
  overwrite_value(node.mapped());
}

void Shard::publish_segments(std::unique_ptr<const SegmentList> list) noexcept {
  published_.store(list.get());
  epochs_.wait_for_readers();
  list_ = std::move(list);
}

void Shard::count() noexcept {
  std::size_t subjects = 0, erased = 0, prints = 0;
  for (const auto& segment : segments_) {
    subjects += segment->living().rows;
    erased += segment->dead_rows();
    prints += segment->living().prints;
  }
  counts_.segments = segments_.size();
  counts_.subjects = subjects;
  counts_.erased = erased;
  counts_.prints = prints;
}

void Shard::add_to(GalleryStatistics& statistics) const noexcept {
  statistics.segments += counts_.segments;
  statistics.subjects += counts_.subjects;
  statistics.erased += counts_.erased;
  statistics.prints += counts_.prints;
}

}  // namespace ridgeline

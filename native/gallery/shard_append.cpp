// Appending to a shard: first everything that can fail (numbers, memory), then writing where nobody looks yet, then one
// store that makes the whole batch visible.
#include <algorithm>
#include <string>

#include "gallery/shard.hpp"

namespace ridgeline {
namespace {

SegmentRoom size_of(const GallerySubjectView& subject) {
  SegmentRoom size{1, subject.prints.size(), 0};
  for (const GalleryPrintView& print : subject.prints) {
    size.arena_bytes += print.prepared.size();
  }
  return size;
}

SegmentRoom size_of(std::span<const GallerySubjectView> subjects) {
  SegmentRoom size;
  for (const GallerySubjectView& subject : subjects) size += size_of(subject);
  return size;
}

// Index behind the last subject that fits in `room`, counting from `first`.
std::size_t fit(std::span<const GallerySubjectView> subjects, std::size_t first, SegmentRoom room) {
  while (first < subjects.size()) {
    const SegmentRoom size = size_of(subjects[first]);
    if (!room.holds(size)) break;
    room -= size;
    ++first;
  }
  return first;
}

void write_subject(Segment& segment, std::uint64_t serial, const GallerySubjectView& subject) noexcept {
  segment.start_row(serial, subject.number, subject.system, subject.owner);
  for (const GalleryPrintView& print : subject.prints) segment.add_print(print);
  segment.end_row();
}

}  // namespace

// Puts the numbers of a batch into the shard's map, and takes them back unless the batch succeeds.
class Shard::NumberReservation {
 public:
  NumberReservation(Shard& shard, std::span<const GallerySubjectView> subjects) : shard_(shard), subjects_(subjects) {}
  NumberReservation(const NumberReservation&) = delete;
  NumberReservation& operator=(const NumberReservation&) = delete;
  ~NumberReservation() {
    for (std::size_t i = 0; i < reserved_; ++i) shard_.forget_number(subjects_[i].number);
  }

  [[nodiscard]] std::optional<Error> reserve(std::uint64_t first_serial) {
    for (; reserved_ < subjects_.size(); ++reserved_) {
      const SubjectNumber number = subjects_[reserved_].number;
      if (!shard_.serials_.emplace(number, first_serial + reserved_).second) {
        return Error{ErrorCode::SUBJECT_EXISTS,
                     "subject number " + std::to_string(number) + " is in the gallery already"};
      }
    }
    return std::nullopt;
  }
  void keep() noexcept { reserved_ = 0; }

 private:
  Shard& shard_;
  std::span<const GallerySubjectView> subjects_;
  std::size_t reserved_ = 0;
};

Result<std::size_t> Shard::append_locked(std::span<const GallerySubjectView> subjects) {
  NumberReservation numbers(*this, subjects);
  if (auto error = numbers.reserve(end_serial_.load())) return *std::move(error);
  Result<AppendPlan> plan = plan_append(subjects);
  if (!plan.ok()) return plan.error();

  std::unique_ptr<SegmentList> list;
  if (!plan.value().segments.empty()) {
    list = std::make_unique<SegmentList>(*list_);
    for (const NewSegment& added : plan.value().segments) list->push_back(added.segment.get());
    segments_.reserve(list->size());
  }
  write(subjects, plan.value());
  if (list != nullptr) {
    for (NewSegment& added : plan.value().segments) segments_.push_back(std::move(added.segment));
    publish_segments(std::move(list));
  }
  end_serial_.store(end_serial_.load() + subjects.size());
  numbers.keep();
  count();
  return subjects.size();
}

Result<Shard::AppendPlan> Shard::plan_append(std::span<const GallerySubjectView> subjects) {
  AppendPlan plan;
  if (!segments_.empty()) plan.in_last_segment = fit(subjects, 0, segments_.back()->room());
  std::size_t shard_bytes = 0;
  for (const auto& segment : segments_) shard_bytes += segment->bytes();
  for (std::size_t next = plan.in_last_segment; next < subjects.size();) {
    Result<NewSegment> added = plan_segment(subjects, next, shard_bytes);
    if (!added.ok()) return added.error();
    next = added.value().subjects_up_to;
    shard_bytes += added.value().segment->bytes();
    plan.segments.push_back(std::move(added).value());
  }
  return plan;
}

// A new segment is as large as the shard is already, within limits, and divided for subjects like those of the segment before and of the
// batch. Near the gallery's own limit it shrinks, in the end to just what the rest of the batch needs.
Result<Shard::NewSegment> Shard::plan_segment(std::span<const GallerySubjectView> subjects, std::size_t first,
                                              std::size_t shard_bytes) {
  const std::size_t grown_bytes = std::clamp(shard_bytes, kFirstSegmentBytes, kMaxSegmentBytes);
  SegmentRoom sample = size_of(subjects.subspan(first));
  if (!segments_.empty()) sample += segments_.back()->used();
  for (std::size_t bytes = grown_bytes; bytes >= kFirstSegmentBytes; bytes /= 2) {
    const SegmentLayout layout = SegmentLayout::for_more_of(sample, bytes);
    if (!layout.capacity.holds(size_of(subjects[first]))) break;
    MemoryLease lease = budget_.take(layout.total_bytes);
    if (!lease) continue;
    Result<std::unique_ptr<Segment>> segment = Segment::create(layout, std::move(lease));
    if (!segment.ok()) return segment.error();
    return NewSegment{std::move(segment).value(), fit(subjects, first, layout.capacity)};
  }

  SegmentRoom need;
  std::size_t last = first;
  for (; last < subjects.size(); ++last) {
    const SegmentRoom size = size_of(subjects[last]);
    if (last > first && need.arena_bytes + size.arena_bytes > kMaxSegmentBytes) break;
    need += size;
  }
  const SegmentLayout layout = SegmentLayout::exact(need);
  MemoryLease lease = budget_.take(layout.total_bytes);
  if (!lease) {
    return Error{ErrorCode::GALLERY_FULL, "the batch needs " + std::to_string(layout.total_bytes) + " bytes more, " +
                                              std::to_string(budget_.used_bytes()) + " of " +
                                              std::to_string(budget_.max_bytes()) + " are in use"};
  }
  Result<std::unique_ptr<Segment>> segment = Segment::create(layout, std::move(lease));
  if (!segment.ok()) return segment.error();
  return NewSegment{std::move(segment).value(), last};
}

void Shard::write(std::span<const GallerySubjectView> subjects, AppendPlan& plan) noexcept {
  const std::uint64_t first_serial = end_serial_.load();
  std::size_t next = 0;
  const auto fill = [&](Segment& segment, std::size_t up_to) {
    for (; next < up_to; ++next) write_subject(segment, first_serial + next, subjects[next]);
    segment.publish_rows();
  };
  if (plan.in_last_segment > 0) fill(*segments_.back(), plan.in_last_segment);
  for (NewSegment& added : plan.segments) fill(*added.segment, added.subjects_up_to);
}

}  // namespace ridgeline

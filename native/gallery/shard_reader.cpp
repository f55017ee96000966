#include "gallery/shard_reader.hpp"

#include <algorithm>
#include <cassert>

namespace ridgeline {

// The registration comes before the first load of anything published, and the end before the list (shard.hpp).
ShardReader::ShardReader(const Gallery& gallery, std::size_t shard) noexcept
    : shard_(*gallery.shards_[shard]),
      registration_(*gallery.epochs_),
      end_serial_(shard_.end_serial()),
      segments_(&shard_.segments()) {
  assert(shard < gallery.shard_count());
}

bool ShardReader::next() noexcept {
  for (; segment_ < segments_->size(); ++segment_, next_row_ = 0) {
    const Segment& segment = *(*segments_)[segment_];
    const std::size_t rows = segment.rows();
    row_ = segment.next_living(next_row_, rows);
    if (row_ == rows) continue;
    if (segment.serial(row_) >= end_serial_) return false;
    next_row_ = row_ + 1;
    next_serial_ = segment.serial(row_) + 1;
    return true;
  }
  return false;
}

std::optional<SegmentRows> ShardReader::next_rows() noexcept {
  for (; segment_ < segments_->size(); ++segment_, next_row_ = 0) {
    const Segment& segment = *(*segments_)[segment_];
    const SegmentRows rows{&segment, next_row_, segment.row_of_serial(end_serial_)};
    if (rows.first >= rows.last) continue;
    next_row_ = rows.last;
    next_serial_ = segment.serial(rows.last - 1) + 1;
    return rows;
  }
  return std::nullopt;
}

bool ShardReader::seek(std::uint64_t serial) noexcept {
  next_serial_ = serial;
  find_place();
  if (segment_ >= segments_->size()) return false;
  const Segment& segment = *(*segments_)[segment_];
  row_ = next_row_;
  if (row_ >= segment.rows() || segment.serial(row_) != serial || !segment.is_alive(row_)) return false;
  next_row_ = row_ + 1;
  next_serial_ = serial + 1;
  return true;
}

void ShardReader::quiesce() noexcept {
  registration_.quiesce();
  segments_ = &shard_.segments();
  find_place();
}

void ShardReader::find_place() noexcept {
  if (!is_in_segment()) find_segment();
  next_row_ = segments_->empty() ? 0 : (*segments_)[segment_]->row_of_serial(next_serial_);
}

bool ShardReader::is_in_segment() const noexcept {
  const auto starts_by = [this](std::size_t segment) { return (*segments_)[segment]->serial(0) <= next_serial_; };
  return segment_ < segments_->size() && starts_by(segment_) &&
         (segment_ + 1 == segments_->size() || !starts_by(segment_ + 1));
}

void ShardReader::find_segment() noexcept {
  const auto behind = std::partition_point(segments_->begin(), segments_->end(), [this](const Segment* segment) {
    return segment->serial(0) <= next_serial_;
  });
  segment_ = behind == segments_->begin() ? 0 : static_cast<std::size_t>(behind - segments_->begin()) - 1;
}

}  // namespace ridgeline

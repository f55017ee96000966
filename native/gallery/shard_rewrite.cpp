// Rewriting segments with many dead rows: the living are copied to a new segment, the new list of segments is
// published, and when no reader can be in an old segment any more its bytes are overwritten and its memory freed.
#include "gallery/shard.hpp"

namespace ridgeline {
namespace {

bool is_sparse(const Segment& segment) {
  return segment.dead_rows() > 0 && segment.dead_rows() * kRewriteDeadDivisor >= segment.rows();
}

}  // namespace

void Shard::rewrite_sparse_segments() {
  std::vector<Replacement> replacements = plan_rewrite();
  if (!replacements.empty()) replace_segments(std::move(replacements));
}

// Neighbours are taken together while they are small; a group is rewritten when one of it is sparse.
std::vector<Shard::Replacement> Shard::plan_rewrite() {
  std::vector<Replacement> replacements;
  for (std::size_t first = 0, last = 0; first < segments_.size(); first = last) {
    SegmentRoom living;
    bool sparse = false;
    for (last = first; last < segments_.size(); ++last) {
      const Segment& segment = *segments_[last];
      if (last > first && living.arena_bytes + segment.living().arena_bytes > kMergeBytes) break;
      living += segment.living();
      sparse = sparse || is_sparse(segment);
    }
    if (!sparse) continue;
    if (living.rows == 0) {
      replacements.push_back({first, last, nullptr});
      continue;
    }
    const SegmentLayout layout = SegmentLayout::exact(living);
    Result<std::unique_ptr<Segment>> copy = Segment::create(layout, budget_.take_beyond_limit(layout.total_bytes));
    // Without memory for the copy the old segments stay as they are; their dead are overwritten already.
    if (!copy.ok()) continue;
    for (std::size_t i = first; i < last; ++i) copy.value()->copy_living(*segments_[i]);
    copy.value()->publish_rows();
    replacements.push_back({first, last, std::move(copy).value()});
  }
  return replacements;
}

void Shard::replace_segments(std::vector<Replacement> replacements) {
  std::vector<std::unique_ptr<Segment>> next;
  next.reserve(segments_.size());
  auto list = std::make_unique<SegmentList>();
  list->reserve(segments_.size());
  // Nothing below allocates, so the shard can't be left half changed.
  std::size_t at = 0;
  for (Replacement& replacement : replacements) {
    for (; at < replacement.first; ++at) next.push_back(std::move(segments_[at]));
    if (replacement.segment != nullptr) next.push_back(std::move(replacement.segment));
    at = replacement.last;
  }
  for (; at < segments_.size(); ++at) next.push_back(std::move(segments_[at]));
  for (const auto& segment : next) list->push_back(segment.get());
  publish_segments(std::move(list));
  segments_.swap(next);
}

}  // namespace ridgeline

#include "search/coarse_pass.hpp"

#include <algorithm>
#include <cmath>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

/// What a finger's deviate says for the same person: nothing where it is usual for other fingers.
float evidence_of(float deviate) { return std::max(0.0f, deviate - kUsualDeviate); }

}  // namespace

std::vector<std::uint64_t> CoarsePass::run(ShardReader& reader, SearchResult& result) {
  result.stopped_by = options_.stop.look();
  while (result.complete()) {
    const std::optional<SegmentRows> rows = reader.next_rows();
    if (!rows) break;
    rank_rows(*rows, result);
    reader.quiesce();
    result.stopped_by = options_.stop.look();
  }
  keep_best(result.searched);
  return std::move(kept_);
}

void CoarsePass::rank_rows(const SegmentRows& rows, SearchResult& result) {
  gather_evidence(rows);
  const Segment& segment = *rows.segment;
  for (std::size_t row = segment.next_living(rows.first, rows.last); row < rows.last;
       row = segment.next_living(row + 1, rows.last)) {
    if (!options_.permits(segment.system(row), segment.owner(row))) continue;
    ++result.searched;
    if (segment.is_always_compared(row)) {
      kept_.push_back(segment.serial(row));
    } else {
      ranked_.push_back({evidence_[row - rows.first], segment.serial(row)});
    }
  }
}

void CoarsePass::gather_evidence(const SegmentRows& rows) {
  evidence_.assign(rows.last - rows.first, 0.0f);
  const std::size_t blocks = rows.segment->code_blocks();
  for (std::size_t block = 0; block < blocks; ++block) add_block(rows.segment->code_block(block), rows);
}

// Lanes are in the order of rows, so several impressions of one finger are neighbours, and the best counts. Where they stand in
// two blocks both count, which can only keep a subject.
void CoarsePass::add_block(const CodeBlockView& block, const SegmentRows& rows) {
  CoarseProbe::Deviates deviates;
  if (!probe_.ask(block, deviates)) return;
  std::uint32_t last_row = kNoRow;
  float last_evidence = 0;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    const std::uint32_t row = block.row_of(lane);
    if (row < rows.first || row >= rows.last) continue;
    const float evidence = evidence_of(deviates[lane]);
    const float counted = row == last_row ? last_evidence : 0.0f;
    evidence_[row - rows.first] += std::max(0.0f, evidence - counted);
    last_evidence = std::max(evidence, counted);
    last_row = row;
  }
}

void CoarsePass::keep_best(std::size_t permitted) {
  const double share = kKeptShares[std::min(probe_.fingers(), kKeptShares.size()) - 1];
  const auto wanted = static_cast<std::size_t>(std::ceil(share * static_cast<double>(permitted)));
  const std::size_t count = std::min(ranked_.size(), std::max(wanted, kLeastKept));
  const auto before = [](const Ranked& a, const Ranked& b) {
    return a.evidence != b.evidence ? a.evidence > b.evidence : a.serial < b.serial;
  };
  const auto end = ranked_.begin() + static_cast<std::ptrdiff_t>(count);
  std::nth_element(ranked_.begin(), end, ranked_.end(), before);
  std::sort(ranked_.begin(), end, before);
  kept_.reserve(kept_.size() + count);
  for (auto ranked = ranked_.begin(); ranked != end; ++ranked) kept_.push_back(ranked->serial);
}

}  // namespace ridgeline

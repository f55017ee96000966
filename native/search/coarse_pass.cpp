#include "search/coarse_pass.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

using Deviates = std::array<float, kBlockLanes>;
static_assert(kBlockLanes == kernels::kCodeLanes);

/// What a finger's deviate says for the same person: nothing where it is usual for other fingers.
float evidence_of(float deviate) { return std::max(0.0f, deviate - kUsualDeviate); }

/// The best of the probe's impressions of one finger, in each lane. False where it has none.
bool ask_prints(const Probe& probe, const CodeBlockView& block, Deviates& best) {
  bool asked = false;
  for (const Probe::Print& print : probe.prints()) {
    if (print.position != block.position || !print.query) continue;
    Deviates deviates;
    print.query->ask(block.codes, deviates);
    for (std::size_t lane = 0; asked && lane < kBlockLanes; ++lane)
      deviates[lane] = std::max(deviates[lane], best[lane]);
    best = deviates;
    asked = true;
  }
  return asked;
}

std::size_t coded_fingers(const Probe& probe) {
  std::array<bool, kFingerCount + 1> coded{};
  for (const Probe::Print& print : probe.prints()) coded[print.position] = coded[print.position] || print.query;
  return static_cast<std::size_t>(std::count(coded.begin(), coded.end(), true));
}

}  // namespace

bool CoarsePass::can_rank(const Probe& probe) noexcept {
  const auto is_unknown = [](const Probe::Print& print) { return print.position == 0; };
  return std::none_of(probe.prints().begin(), probe.prints().end(), is_unknown) && coded_fingers(probe) > 0;
}

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
    if (!options_.systems.permits(segment.system(row)) || !options_.owners.permits(segment.owner(row))) continue;
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
  Deviates deviates;
  if (!ask_prints(probe_, block, deviates)) return;
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
  const double share = kKeptShares[std::min(coded_fingers(probe_), kKeptShares.size()) - 1];
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

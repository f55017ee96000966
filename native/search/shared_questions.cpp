#include "search/shared_questions.hpp"

#include <algorithm>
#include <optional>

namespace ridgeline {

static_assert(kBlockLanes == kernels::kCodeLanes);

namespace {

/// How long before it is asked a block is sent for: some kilobytes, and a quarter of a microsecond of asking.
constexpr std::size_t kBlocksAhead = 2;

}  // namespace

SharedQuestions::SharedQuestions(Fingers fingers, std::span<CoarsePass* const> passes)
    : asked_(fingers), passes_(passes) {
  std::size_t most = 0;
  for (std::uint8_t position = 1; position <= kFingerCount; ++position) {
    OfFinger& finger = fingers_[position - 1u];
    for (CoarsePass* const pass : passes) {
      if (pass->probe().asks_everybody(position) != (asked_ == Fingers::of_everybody)) continue;
      for (const CodeQuery& query : pass->probe().queries(position)) {
        finger.questions.push_back(query.question());
        finger.askers.push_back(pass);
      }
    }
    most = std::max(most, finger.questions.size());
  }
  evidence_.resize(most * kBlockLanes);
}

// Blocks come from memory while others are asked.
void SharedQuestions::ask_all(const SegmentRows& rows) {
  const std::vector<std::size_t> blocks = blocks_to_ask(rows);
  const auto block_at = [&](std::size_t i) { return rows.segment->code_block(blocks[std::min(i, blocks.size() - 1)]); };
  for (std::size_t i = 0; i < blocks.size(); ++i) ask(block_at(i), block_at(i + kBlocksAhead).codes, rows);
}

/// In the order in memory.
std::vector<std::size_t> SharedQuestions::blocks_to_ask(const SegmentRows& rows) const {
  const Segment& segment = *rows.segment;
  const std::size_t count = segment.code_blocks();
  std::vector<std::size_t> blocks;
  blocks.reserve(count);
  if (asked_ == Fingers::of_everybody) {
    for (std::size_t block = 0; block < count; ++block) {
      if (!askers_of(segment.code_block_position(block)).empty()) blocks.push_back(block);
    }
    return blocks;
  }
  std::vector<bool> asked(count);
  for (const CoarsePass* const pass : passes_) {
    for (const std::uint32_t row : pass->evidence().lacking_rows()) {
      for (std::size_t print = segment.first_print(rows.first + row); print < segment.prints_up_to(rows.first + row);
           ++print) {
        const std::optional<std::size_t> block = segment.code_block_of(print);
        if (block && !askers_of(segment.code_block_position(*block)).empty()) asked[*block] = true;
      }
    }
  }
  for (std::size_t block = 0; block < count; ++block) {
    if (asked[block]) blocks.push_back(block);
  }
  return blocks;
}

void SharedQuestions::ask(const CodeBlockView& block, const std::uint8_t* next, const SegmentRows& wanted) {
  if (block.rows_from == kNoRow && block.row_of(0) == kNoRow) return;  // of a run that is not full yet
  const OfFinger& finger = fingers_[block.position - 1u];
  kernels::ask_codes()(block.codes, next, finger.questions.data(), finger.questions.size(), evidence_.data());
  const BlockRows rows(block, wanted);
  for (std::size_t q = 0; q < finger.askers.size(); ++q) {
    finger.askers[q]->count_asked(kBlockLanes);
    SegmentEvidence& evidence = finger.askers[q]->evidence();
    const std::uint8_t* const said = evidence_.data() + q * kBlockLanes;
    if (asked_ == Fingers::of_everybody) {
      evidence.add(block.position, rows, said);
    } else {
      evidence.add_other(block.position, rows, said);
    }
  }
}

void read_codes_of(const SegmentRows& rows, std::span<CoarsePass* const> passes) {
  for (CoarsePass* const pass : passes) pass->evidence().start(pass->probe(), rows.last - rows.first);
  SharedQuestions(SharedQuestions::Fingers::of_everybody, passes).ask_all(rows);
  std::vector<CoarsePass*> unanswered;
  for (CoarsePass* const pass : passes) {
    if (pass->evidence().add_up(rows)) unanswered.push_back(pass);
  }
  if (unanswered.empty()) return;
  SharedQuestions(SharedQuestions::Fingers::others, unanswered).ask_all(rows);
  for (CoarsePass* const pass : unanswered) pass->evidence().add_up_others();
}

}  // namespace ridgeline

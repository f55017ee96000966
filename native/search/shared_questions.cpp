#include "search/shared_questions.hpp"

#include <algorithm>
#include <optional>

#include "search/prefetch.hpp"

namespace ridgeline {

static_assert(kBlockLanes == kernels::kCodeLanes);

SharedQuestions::SharedQuestions(Fingers fingers, std::span<CoarsePass* const> passes) : asked_(fingers) {
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

// The next block comes from memory while one is asked.
void SharedQuestions::ask_all(const SegmentRows& rows) {
  const std::size_t blocks = rows.segment->code_blocks();
  std::optional<CodeBlockView> ready;
  for (std::size_t block = 0; block < blocks; ++block) {
    const CodeBlockView next = rows.segment->code_block(block);
    if (!is_asked(next, rows)) continue;
    prefetch_bytes(next.codes, kBlockLanes * kCodeBytes);
    prefetch_bytes(reinterpret_cast<const std::uint8_t*>(next.rows.data()), next.rows.size_bytes());
    if (ready) ask(*ready, rows);
    ready = next;
  }
  if (ready) ask(*ready, rows);
}

bool SharedQuestions::is_asked(const CodeBlockView& block, const SegmentRows& wanted) const {
  const OfFinger& finger = fingers_[block.position - 1u];
  if (asked_ == Fingers::of_everybody || finger.askers.empty()) return !finger.askers.empty();
  const BlockRows rows(block, wanted);
  return std::ranges::any_of(finger.askers, [&](const CoarsePass* pass) { return pass->evidence().is_asked(rows); });
}

void SharedQuestions::ask(const CodeBlockView& block, const SegmentRows& wanted) {
  const OfFinger& finger = fingers_[block.position - 1u];
  kernels::ask_codes()(block.codes, finger.questions.data(), finger.questions.size(), evidence_.data());
  const BlockRows rows(block, wanted);
  for (std::size_t q = 0; q < finger.askers.size(); ++q) {
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

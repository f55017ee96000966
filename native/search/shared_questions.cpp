#include "search/shared_questions.hpp"

#include <algorithm>
#include <optional>

#include "search/prefetch.hpp"

namespace ridgeline {

static_assert(kBlockLanes == kernels::kCodeLanes);

SharedQuestions::SharedQuestions(std::span<CoarsePass* const> passes) {
  std::size_t most = 0;
  for (std::uint8_t position = 1; position <= kFingerCount; ++position) {
    OfFinger& finger = fingers_[position - 1u];
    for (CoarsePass* const pass : passes) {
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
    if (fingers_[next.position - 1u].questions.empty()) continue;
    prefetch_bytes(next.codes, kBlockLanes * kCodeBytes);
    prefetch_bytes(reinterpret_cast<const std::uint8_t*>(next.rows.data()), next.rows.size_bytes());
    if (ready) ask(*ready, rows);
    ready = next;
  }
  if (ready) ask(*ready, rows);
}

void SharedQuestions::ask(const CodeBlockView& block, const SegmentRows& wanted) {
  const OfFinger& finger = fingers_[block.position - 1u];
  kernels::ask_codes()(block.codes, finger.questions.data(), finger.questions.size(), evidence_.data());
  const BlockRows rows(block, wanted);
  for (std::size_t q = 0; q < finger.askers.size(); ++q) {
    finger.askers[q]->add(block.position, rows, evidence_.data() + q * kBlockLanes);
  }
}

}  // namespace ridgeline

#include "search/shared_questions.hpp"

#include <algorithm>

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

void SharedQuestions::ask(const CodeBlockView& block, const SegmentRows& wanted) {
  const OfFinger& finger = fingers_[block.position - 1u];
  if (finger.questions.empty()) return;
  kernels::ask_codes()(block.codes, finger.questions.data(), finger.questions.size(), evidence_.data());
  const BlockRows rows(block, wanted);
  for (std::size_t q = 0; q < finger.askers.size(); ++q) {
    finger.askers[q]->add(block.position, rows, evidence_.data() + q * kBlockLanes);
  }
}

}  // namespace ridgeline

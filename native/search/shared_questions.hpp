// What coarse passes that read the same codes ask them: the questions of one finger go to the kernel together.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "search/coarse_pass.hpp"

namespace ridgeline {

class SharedQuestions {
 public:
  /// The passes must outlive it.
  explicit SharedQuestions(std::span<CoarsePass* const> passes);

  /// Asks the codes of some rows, and adds to each pass what they say.
  void ask_all(const SegmentRows& rows);

 private:
  void ask(const CodeBlockView& block, const SegmentRows& wanted);

  struct OfFinger {
    std::vector<kernels::CodeQuestion> questions;
    std::vector<CoarsePass*> askers;  ///< of each question
  };

  std::array<OfFinger, kFingerCount> fingers_;
  std::vector<std::uint8_t> evidence_;
};

}  // namespace ridgeline

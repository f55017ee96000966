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
  /// The fingers that everybody is asked, or the others, which those are asked who lack one of them.
  enum class Fingers : std::uint8_t { of_everybody, others };

  /// The passes and their list must outlive it.
  SharedQuestions(Fingers fingers, std::span<CoarsePass* const> passes);

  /// Asks the codes of some rows, and adds to each pass what they say.
  void ask_all(const SegmentRows& rows);

 private:
  struct OfFinger {
    std::vector<kernels::CodeQuestion> questions;
    std::vector<CoarsePass*> askers;  ///< of each question
  };

  [[nodiscard]] std::span<CoarsePass* const> askers_of(std::uint8_t position) const noexcept {
    return fingers_[position - 1u].askers;
  }
  [[nodiscard]] std::vector<std::size_t> blocks_to_ask(const SegmentRows& rows) const;
  void ask(const CodeBlockView& block, const std::uint8_t* next, const SegmentRows& wanted);

  const Fingers asked_;
  const std::span<CoarsePass* const> passes_;
  std::array<OfFinger, kFingerCount> fingers_;
  std::vector<std::uint8_t> evidence_;
};

/// All that codes say of some rows for some passes; end_segment() of each comes after it.
void read_codes_of(const SegmentRows& rows, std::span<CoarsePass* const> passes);

}  // namespace ridgeline

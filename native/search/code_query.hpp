// What the coarse pass asks every code: the values of one print of the probe, made ready for the kernel.
#pragma once

#include <array>
#include <cstdint>

#include "match/print_code.hpp"
#include "search/kernels/code_sums.hpp"

namespace ridgeline {

class CodeQuery {
 public:
  explicit CodeQuery(const CodeValues& values) noexcept;

  /// How much each of 32 codes speaks for the same finger, in steps of 1 / kEvidencePerDeviate: nothing where it is as like the
  /// probe as other fingers usually are. Valid as long as the query stays where it is.
  [[nodiscard]] kernels::CodeQuestion question() const noexcept { return {table_.data(), usual_, scale_}; }
  /// How much the probe's values say: what their sum, signed by codes of other fingers, varies by. The more that is, the more mates
  /// differ from others.
  [[nodiscard]] float telling() const noexcept { return telling_; }

 private:
  alignas(64) std::array<std::uint8_t, 2 * kernels::kNibbles * kCodeBytes> table_;
  std::uint16_t usual_ = 0;
  std::uint16_t scale_ = 0;
  float telling_ = 0;
};

}  // namespace ridgeline

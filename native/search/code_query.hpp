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

  /// How much each of 32 codes is like the probe: deviates, nearly standard normal for other fingers.
  void ask(const std::uint8_t* codes, std::array<float, kernels::kCodeLanes>& deviates) const noexcept;

 private:
  alignas(64) std::array<std::uint8_t, 2 * kernels::kNibbles * kCodeBytes> table_;
  float step_ = 0;    // of the table, in deviates
  float offset_ = 0;  // of a sum of 0, in deviates
};

}  // namespace ridgeline

// What the middle pass asks every print: the best minutiae of one print of the probe, made ready for the kernel.
#pragma once

#include <cstdint>
#include <span>

#include "search/kernels/likeness.hpp"

namespace ridgeline {

class MinutiaeQuery {
 public:
  /// Of a prepared print.
  explicit MinutiaeQuery(std::span<const std::uint8_t> prepared) noexcept;

  /// How much a prepared print speaks for the same finger by the neighbourhoods of its best minutiae, wherever these lie: the sum of
  /// what their best pairs say, in steps of kLikenessStep.
  [[nodiscard]] std::uint8_t ask(std::span<const std::uint8_t> prepared) const noexcept;

 private:
  kernels::MinutiaeQuestion question_;
};

}  // namespace ridgeline

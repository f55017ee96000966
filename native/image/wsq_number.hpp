// The numbers of a WSQ stream: digits and the power of ten that divides them (IAFIS-IC-0110, Part 1, Annex B).
#pragma once

#include <cstdint>

namespace ridgeline::wsq {

struct ScaledNumber {
  std::uint8_t exponent = 0;
  std::uint32_t digits = 0;

  /// Divides step by step in single precision, as the reference decoder does: the last bit of a bin width shows in the
  /// pixels.
  [[nodiscard]] float value() const noexcept;
};

/// What a field of 16 or 32 bits for the digits can say that is nearest to a value; larger values become the field's
/// largest. A value that came out of such a field gives the same field again.
[[nodiscard]] ScaledNumber scaled_16(double value) noexcept;
[[nodiscard]] ScaledNumber scaled_32(double value) noexcept;

/// The value as the decoder will read it from a field of 16 bits.
[[nodiscard]] inline float as_sent(double value) noexcept { return scaled_16(value).value(); }

}  // namespace ridgeline::wsq

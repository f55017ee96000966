// The inner loop of growing ridges: what small filters, one for each pixel, answer along a row. Integers only, so every form gives the
// same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

/// Coefficients of a row of a filter: those behind the first `rows` of them are 0, so that a row fills whole registers.
inline constexpr int kRidgeTaps = 16;

/// Filters of one size, each `rows` rows of kRidgeTaps coefficients; `rows` is odd.
struct RidgeFilterBank {
  const std::int16_t* coefficients;
  int rows;
};

/// responses[i] is what filter numbers[i] answers at first[i]: the sum of the products of its coefficients and the pixels around, of
/// which it reads kRidgeTaps from rows / 2 to the left on. The caller sees to it that the sums stay within 32 bits.
using RidgeResponses = void(const RidgeFilterBank& bank, const std::int16_t* first, std::ptrdiff_t stride,
                            const std::uint16_t* numbers, std::size_t count, std::int32_t* responses);

RidgeResponses ridge_responses_scalar;
#if defined(__x86_64__)
RidgeResponses ridge_responses_avx2;
#endif

/// The form for this processor.
[[nodiscard]] RidgeResponses* ridge_responses() noexcept;

}  // namespace ridgeline::kernels

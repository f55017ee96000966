#include "simd/isa.hpp"
#include "synthesis/kernels/ridge_response.hpp"

namespace ridgeline::kernels {

void ridge_responses_scalar(const RidgeFilterBank& bank, const std::int16_t* first, std::ptrdiff_t stride,
                            const std::uint16_t* numbers, std::size_t count, std::int32_t* responses) {
  const int reach = bank.rows / 2;
  for (std::size_t i = 0; i < count; ++i) {
    const std::int16_t* coefficients = bank.coefficients + std::ptrdiff_t{numbers[i]} * bank.rows * kRidgeTaps;
    const std::int16_t* source = first + i - reach * stride - reach;
    std::int32_t sum = 0;
    for (int row = 0; row < bank.rows; ++row, source += stride, coefficients += kRidgeTaps) {
      for (int tap = 0; tap < kRidgeTaps; ++tap) sum += source[tap] * coefficients[tap];
    }
    responses[i] = sum;
  }
}

RidgeResponses* ridge_responses() noexcept {
#if defined(__x86_64__)
  static RidgeResponses* const chosen =
      simd::select(&ridge_responses_scalar, &ridge_responses_avx2, &ridge_responses_avx2);
  return chosen;
#else
  return &ridge_responses_scalar;
#endif
}

}  // namespace ridgeline::kernels

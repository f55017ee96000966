#include <immintrin.h>

#include "synthesis/kernels/ridge_response.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kTogether = 4;
static_assert(kRidgeTaps == 16);

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

RIDGELINE_LOCAL __m256i load(const std::int16_t* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }

/// The sums of the lanes of each.
RIDGELINE_LOCAL __m128i sums_of(const __m256i* lanes) {
  const __m256i pairs = _mm256_hadd_epi32(_mm256_hadd_epi32(lanes[0], lanes[1]), _mm256_hadd_epi32(lanes[2], lanes[3]));
  return _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
}

/// Of kCount neighbours; what the others would be is 0.
template <std::size_t kCount>
RIDGELINE_LOCAL __m128i respond(const RidgeFilterBank& bank, const std::int16_t* first, std::ptrdiff_t stride,
                                const std::uint16_t* numbers) {
  const int reach = bank.rows / 2;
  const std::int16_t* source = first - reach * stride - reach;
  const std::int16_t* coefficients[kCount];
  __m256i sums[kTogether];
  for (std::size_t i = 0; i < kTogether; ++i) sums[i] = _mm256_setzero_si256();
  for (std::size_t i = 0; i < kCount; ++i) {
    coefficients[i] = bank.coefficients + std::ptrdiff_t{numbers[i]} * bank.rows * kRidgeTaps;
  }
  for (int row = 0; row < bank.rows; ++row, source += stride) {
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kCount; ++i) {
      const __m256i products = _mm256_madd_epi16(load(source + i), load(coefficients[i] + row * kRidgeTaps));
      sums[i] = _mm256_add_epi32(sums[i], products);
    }
  }
  return sums_of(sums);
}

#undef RIDGELINE_LOCAL

}  // namespace

void ridge_responses_avx2(const RidgeFilterBank& bank, const std::int16_t* first, std::ptrdiff_t stride,
                          const std::uint16_t* numbers, std::size_t count, std::int32_t* responses) {
  std::size_t i = 0;
  for (; i + kTogether <= count; i += kTogether) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(responses + i),
                     respond<kTogether>(bank, first + i, stride, numbers + i));
  }
  for (; i < count; ++i) responses[i] = _mm_cvtsi128_si32(respond<1>(bank, first + i, stride, numbers + i));
}

}  // namespace ridgeline::kernels

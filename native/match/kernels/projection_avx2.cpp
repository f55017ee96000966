#include <immintrin.h>

#include "match/kernels/projection.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kStep = 16;
static_assert(kProjectedTogether == kStep / 2);

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

/// kStep weights, or half as many and zeros, as words.
RIDGELINE_LOCAL __m256i weights_at(const std::int8_t* p) {
  return _mm256_cvtepi8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}
RIDGELINE_LOCAL __m256i half_weights_at(const std::int8_t* p) {
  return _mm256_cvtepi8_epi16(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(p)));
}
RIDGELINE_LOCAL __m256i values_at(const std::int16_t* p) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}
RIDGELINE_LOCAL __m256i half_values_at(const std::int16_t* p) {
  return _mm256_zextsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}

RIDGELINE_LOCAL std::int32_t sum_of(__m256i lanes) {
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  return _mm_cvtsi128_si32(_mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1)));
}

/// Sums of so many rows at once: what is loaded of the values serves all.
template <std::size_t Rows>
RIDGELINE_LOCAL void project_rows(const std::int8_t* rows, const std::int16_t* values, std::size_t value_count,
                                  std::int32_t* sums) {
  __m256i sum[Rows];
  for (std::size_t k = 0; k < Rows; ++k) sum[k] = _mm256_setzero_si256();
  std::size_t i = 0;
  for (; i + kStep <= value_count; i += kStep) {
    const __m256i some = values_at(values + i);
    for (std::size_t k = 0; k < Rows; ++k) {
      sum[k] = _mm256_add_epi32(sum[k], _mm256_madd_epi16(weights_at(rows + k * value_count + i), some));
    }
  }
  if (i < value_count) {
    const __m256i some = half_values_at(values + i);
    for (std::size_t k = 0; k < Rows; ++k) {
      sum[k] = _mm256_add_epi32(sum[k], _mm256_madd_epi16(half_weights_at(rows + k * value_count + i), some));
    }
  }
  for (std::size_t k = 0; k < Rows; ++k) sums[k] = sum_of(sum[k]);
}

#undef RIDGELINE_LOCAL

}  // namespace

void project_avx2(const std::int8_t* rows, std::size_t row_count, const std::int16_t* values, std::size_t value_count,
                  std::int32_t* sums) {
  constexpr std::size_t kTogether = 4;
  std::size_t k = 0;
  for (; k + kTogether <= row_count; k += kTogether) {
    project_rows<kTogether>(rows + k * value_count, values, value_count, sums + k);
  }
  for (; k < row_count; ++k) project_rows<1>(rows + k * value_count, values, value_count, sums + k);
}

}  // namespace ridgeline::kernels

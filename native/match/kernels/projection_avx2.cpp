#include <immintrin.h>

#include "match/kernels/projection.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kStep = 16;
constexpr std::size_t kWhole = kProjectedValues / kStep;
static_assert(kProjectedValues % kStep == kStep / 2);

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

RIDGELINE_LOCAL __m128i load(const void* p) { return _mm_loadu_si128(static_cast<const __m128i*>(p)); }
RIDGELINE_LOCAL __m128i load_half(const void* p) { return _mm_loadl_epi64(static_cast<const __m128i*>(p)); }

RIDGELINE_LOCAL __m256i wide(__m128i bytes) { return _mm256_cvtepi8_epi16(bytes); }

RIDGELINE_LOCAL std::int32_t sum_of(__m256i lanes) {
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  return _mm_cvtsi128_si32(_mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1)));
}

/// Sums of so many rows at once: what is loaded of the values serves all.
template <std::size_t Rows>
RIDGELINE_LOCAL void project_rows(const std::int8_t* rows, const __m256i* values, std::int32_t* sums) {
  __m256i sum[Rows];
  for (std::size_t k = 0; k < Rows; ++k) {
    const std::int8_t* const last = rows + k * kProjectedValues + kWhole * kStep;
    sum[k] = _mm256_madd_epi16(wide(load_half(last)), values[kWhole]);
  }
  for (std::size_t b = 0; b < kWhole; ++b) {
    for (std::size_t k = 0; k < Rows; ++k) {
      const __m256i weights = wide(load(rows + k * kProjectedValues + b * kStep));
      sum[k] = _mm256_add_epi32(sum[k], _mm256_madd_epi16(weights, values[b]));
    }
  }
  for (std::size_t k = 0; k < Rows; ++k) sums[k] = sum_of(sum[k]);
}

#undef RIDGELINE_LOCAL

}  // namespace

void project_avx2(const std::int8_t* rows, std::size_t row_count, const std::uint8_t* values, std::int32_t* sums) {
  constexpr std::size_t kTogether = 4;
  __m256i words[kWhole + 1];
  for (std::size_t b = 0; b < kWhole; ++b) words[b] = _mm256_cvtepu8_epi16(load(values + b * kStep));
  words[kWhole] = _mm256_cvtepu8_epi16(load_half(values + kWhole * kStep));
  std::size_t k = 0;
  for (; k + kTogether <= row_count; k += kTogether)
    project_rows<kTogether>(rows + k * kProjectedValues, words, sums + k);
  for (; k < row_count; ++k) project_rows<1>(rows + k * kProjectedValues, words, sums + k);
}

}  // namespace ridgeline::kernels

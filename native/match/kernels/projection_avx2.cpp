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

RIDGELINE_LOCAL std::int32_t sum_of(__m256i lanes) {
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  return _mm_cvtsi128_si32(_mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1)));
}

#undef RIDGELINE_LOCAL

}  // namespace

void project_avx2(const std::int8_t* rows, std::size_t row_count, const std::uint8_t* values, std::int32_t* sums) {
  __m256i wide[kWhole + 1];
  for (std::size_t b = 0; b < kWhole; ++b) wide[b] = _mm256_cvtepu8_epi16(load(values + b * kStep));
  wide[kWhole] = _mm256_cvtepu8_epi16(load_half(values + kWhole * kStep));
  for (std::size_t k = 0; k < row_count; ++k, rows += kProjectedValues) {
    __m256i sum = _mm256_madd_epi16(_mm256_cvtepi8_epi16(load_half(rows + kWhole * kStep)), wide[kWhole]);
    for (std::size_t b = 0; b < kWhole; ++b) {
      sum = _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_cvtepi8_epi16(load(rows + b * kStep)), wide[b]));
    }
    sums[k] = sum_of(sum);
  }
}

}  // namespace ridgeline::kernels

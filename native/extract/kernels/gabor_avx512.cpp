#include <immintrin.h>

#include "extract/kernels/gabor.hpp"

namespace ridgeline::kernels {
namespace {

inline __attribute__((always_inline)) std::int32_t add_lanes(__m512i v) {
  // The zero-masked forms keep GCC 12 from warning of registers it leaves undefined.
  const __m256i half =
      _mm256_add_epi32(_mm512_maskz_extracti64x4_epi64(0xF, v, 0), _mm512_maskz_extracti64x4_epi64(0xF, v, 1));
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(half), _mm256_extracti128_si256(half, 1));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
  return _mm_cvtsi128_si32(sum);
}

}  // namespace

// One register holds a whole padded row, whatever its length: the mask keeps lanes beyond the taps at zero.
void gabor_cell_avx512(const std::int16_t* source, std::ptrdiff_t stride, const GaborKernel& kernel,
                       std::int32_t* sums) {
  const int radius = kernel.rows / 2;
  const __mmask32 lanes = kernel.taps == 16 ? 0xFFFFu : 0xFFFFFFu;
  for (int y = 0; y < 4; ++y) {
    const std::int16_t* first = source + (y - radius) * stride - radius;
    __m512i s0 = _mm512_setzero_si512(), s1 = s0, s2 = s0, s3 = s0;
    for (int r = 0; r < kernel.rows; ++r) {
      const __m512i k = _mm512_maskz_loadu_epi16(lanes, kernel.coefficients + kernel.taps * r);
      const std::int16_t* line = first + r * stride;
      s0 = _mm512_dpwssd_epi32(s0, k, _mm512_maskz_loadu_epi16(lanes, line));
      s1 = _mm512_dpwssd_epi32(s1, k, _mm512_maskz_loadu_epi16(lanes, line + 1));
      s2 = _mm512_dpwssd_epi32(s2, k, _mm512_maskz_loadu_epi16(lanes, line + 2));
      s3 = _mm512_dpwssd_epi32(s3, k, _mm512_maskz_loadu_epi16(lanes, line + 3));
    }
    sums[4 * y] = add_lanes(s0);
    sums[4 * y + 1] = add_lanes(s1);
    sums[4 * y + 2] = add_lanes(s2);
    sums[4 * y + 3] = add_lanes(s3);
  }
}

}  // namespace ridgeline::kernels

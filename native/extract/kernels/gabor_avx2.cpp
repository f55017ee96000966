#include <immintrin.h>

#include "extract/kernels/gabor.hpp"

namespace ridgeline::kernels {
namespace {

inline __attribute__((always_inline)) std::int32_t add_lanes(__m256i v) {
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0x4E));
  sum = _mm_add_epi32(sum, _mm_shuffle_epi32(sum, 0xB1));
  return _mm_cvtsi128_si32(sum);
}

inline __attribute__((always_inline)) __m256i load(const std::int16_t* p) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}

// Four neighbouring pixels share the coefficient loads of a row.
inline __attribute__((always_inline)) void four_narrow(const std::int16_t* first, std::ptrdiff_t stride,
                                                       const GaborKernel& kernel, std::int32_t* sums) {
  __m256i s0 = _mm256_setzero_si256(), s1 = s0, s2 = s0, s3 = s0;
  for (int r = 0; r < kernel.rows; ++r) {
    const __m256i k = load(kernel.coefficients + 16 * r);
    const std::int16_t* line = first + r * stride;
    s0 = _mm256_add_epi32(s0, _mm256_madd_epi16(k, load(line)));
    s1 = _mm256_add_epi32(s1, _mm256_madd_epi16(k, load(line + 1)));
    s2 = _mm256_add_epi32(s2, _mm256_madd_epi16(k, load(line + 2)));
    s3 = _mm256_add_epi32(s3, _mm256_madd_epi16(k, load(line + 3)));
  }
  sums[0] = add_lanes(s0);
  sums[1] = add_lanes(s1);
  sums[2] = add_lanes(s2);
  sums[3] = add_lanes(s3);
}

// The last eight taps of a 24-tap row, widened with zeros.
inline __attribute__((always_inline)) __m256i load_tail(const std::int16_t* p) {
  return _mm256_zextsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(p)));
}

inline __attribute__((always_inline)) void four_wide(const std::int16_t* first, std::ptrdiff_t stride,
                                                     const GaborKernel& kernel, std::int32_t* sums) {
  __m256i s0 = _mm256_setzero_si256(), s1 = s0, s2 = s0, s3 = s0;
  for (int r = 0; r < kernel.rows; ++r) {
    const __m256i k = load(kernel.coefficients + 24 * r);
    const __m256i tail = load_tail(kernel.coefficients + 24 * r + 16);
    const std::int16_t* line = first + r * stride;
    s0 = _mm256_add_epi32(s0, _mm256_madd_epi16(k, load(line)));
    s1 = _mm256_add_epi32(s1, _mm256_madd_epi16(k, load(line + 1)));
    s2 = _mm256_add_epi32(s2, _mm256_madd_epi16(k, load(line + 2)));
    s3 = _mm256_add_epi32(s3, _mm256_madd_epi16(k, load(line + 3)));
    s0 = _mm256_add_epi32(s0, _mm256_madd_epi16(tail, load_tail(line + 16)));
    s1 = _mm256_add_epi32(s1, _mm256_madd_epi16(tail, load_tail(line + 17)));
    s2 = _mm256_add_epi32(s2, _mm256_madd_epi16(tail, load_tail(line + 18)));
    s3 = _mm256_add_epi32(s3, _mm256_madd_epi16(tail, load_tail(line + 19)));
  }
  sums[0] = add_lanes(s0);
  sums[1] = add_lanes(s1);
  sums[2] = add_lanes(s2);
  sums[3] = add_lanes(s3);
}

}  // namespace

void gabor_cell_avx2(const std::int16_t* source, std::ptrdiff_t stride, const GaborKernel& kernel, std::int32_t* sums) {
  const int radius = kernel.rows / 2;
  for (int y = 0; y < 4; ++y) {
    const std::int16_t* first = source + (y - radius) * stride - radius;
    if (kernel.taps == 16) {
      four_narrow(first, stride, kernel, sums + 4 * y);
    } else {
      four_wide(first, stride, kernel, sums + 4 * y);
    }
  }
}

}  // namespace ridgeline::kernels

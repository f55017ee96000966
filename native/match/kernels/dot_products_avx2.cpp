#include <immintrin.h>

#include "match/kernels/dot_products.hpp"

namespace ridgeline::kernels {
namespace {

inline __attribute__((always_inline)) __m256i load(const std::int8_t* p) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
}

inline __attribute__((always_inline)) __m256i broadcast(const std::int8_t* p) {
  return _mm256_castps_si256(_mm256_broadcast_ss(reinterpret_cast<const float*>(p)));
}

// maddubs wants one side without sign: |a| (sign(a) b) = a b, and two products of at most 127 * 127 fit 16 bits.
inline __attribute__((always_inline)) __m256i add_products(__m256i sum, __m256i size, __m256i sign, __m256i other) {
  const __m256i pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(other, sign));
  return _mm256_add_epi32(sum, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

}  // namespace

void dot_products_avx2(const std::int8_t* first, std::size_t first_count, const std::int8_t* second,
                       std::size_t second_padded, std::int32_t* result) {
  constexpr std::size_t kQuadBytes = kDotLanes * 4;
  for (std::size_t i = 0; i < first_count; i += 2) {
    const std::int8_t* a = first + i / kDotLanes * kDotLanes * kDotValues + i % kDotLanes * 4;
    for (std::size_t j = 0; j < second_padded; j += kDotLanes) {
      const std::int8_t* b = second + j * kDotValues;
      __m256i low0 = _mm256_setzero_si256(), high0 = low0, low1 = low0, high1 = low0;
      for (std::size_t quad = 0; quad < kDotValues / 4; ++quad) {
        const __m256i own0 = broadcast(a + quad * kQuadBytes);
        const __m256i own1 = broadcast(a + quad * kQuadBytes + 4);
        const __m256i size0 = _mm256_abs_epi8(own0);
        const __m256i size1 = _mm256_abs_epi8(own1);
        const __m256i low = load(b + quad * kQuadBytes);
        const __m256i high = load(b + quad * kQuadBytes + 32);
        low0 = add_products(low0, size0, own0, low);
        high0 = add_products(high0, size0, own0, high);
        low1 = add_products(low1, size1, own1, low);
        high1 = add_products(high1, size1, own1, high);
      }
      std::int32_t* row = result + i * kDotStride + j;
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(row), low0);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(row + 8), high0);
      if (i + 1 == first_count) continue;
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(row + kDotStride), low1);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(row + kDotStride + 8), high1);
    }
  }
}

}  // namespace ridgeline::kernels

#include <immintrin.h>

#include "match/kernels/dot_products.hpp"

namespace ridgeline::kernels {
namespace {

inline __attribute__((always_inline)) __m512i load(const std::int8_t* p) {
  return _mm512_loadu_si512(reinterpret_cast<const void*>(p));
}

inline __attribute__((always_inline)) __m512i broadcast(const std::int8_t* p) {
  int four = 0;
  __builtin_memcpy(&four, p, sizeof four);
  return _mm512_set1_epi32(four);
}

}  // namespace

// vpdpbusd wants one side without sign: (b + 128) a is summed, and 128 times the sum of a taken off at the end.
void dot_products_avx512(const std::int8_t* first, std::size_t first_count, const std::int8_t* second,
                         std::size_t second_padded, std::int32_t* result) {
  constexpr std::size_t kQuadBytes = kDotLanes * 4;
  const __m512i offset = _mm512_set1_epi8(static_cast<char>(0x80));
  for (std::size_t j = 0; j < second_padded; j += kDotLanes) {
    const std::int8_t* b = second + j * kDotValues;
    __m512i other[kDotValues / 4];
    for (std::size_t quad = 0; quad < kDotValues / 4; ++quad) {
      other[quad] = _mm512_xor_si512(load(b + quad * kQuadBytes), offset);
    }
    for (std::size_t i = 0; i < first_count; ++i) {
      const std::int8_t* a = first + i / kDotLanes * kDotLanes * kDotValues + i % kDotLanes * 4;
      __m512i sums = _mm512_setzero_si512();
      __m512i excess = _mm512_setzero_si512();
      for (std::size_t quad = 0; quad < kDotValues / 4; ++quad) {
        const __m512i own = broadcast(a + quad * kQuadBytes);
        sums = _mm512_dpbusd_epi32(sums, other[quad], own);
        excess = _mm512_dpbusd_epi32(excess, offset, own);
      }
      _mm512_storeu_si512(result + i * kDotStride + j, _mm512_sub_epi32(sums, excess));
    }
  }
}

}  // namespace ridgeline::kernels

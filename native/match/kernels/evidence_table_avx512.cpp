#include <immintrin.h>

#include "match/kernels/evidence_table.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kHalfQuads = kTableValues / 8;
constexpr std::size_t kQuadBytes = kTableLanes * 4;
constexpr std::size_t kGroupBytes = kTableLanes * kTableValues / 2;

inline __attribute__((always_inline)) __m512i load(const std::uint8_t* p) {
  return _mm512_loadu_si512(reinterpret_cast<const void*>(p));
}

inline __attribute__((always_inline)) __m512i broadcast(const std::uint8_t* p) {
  int four = 0;
  __builtin_memcpy(&four, p, sizeof four);
  return _mm512_set1_epi32(four);
}

}  // namespace

// vpdpbusd wants one side without sign: the first print's values come with kNibbleZero on top, and kNibbleZero times the sum
// of the second's values is taken off.
void fill_evidence_avx512(const PackedDescriptors& first, const PackedDescriptors& second, std::int16_t* table) {
  const __m512i low_bits = _mm512_set1_epi8(15);
  const __m512i zero = _mm512_set1_epi8(kNibbleZero);
  for (std::size_t j = 0; j < second.padded; j += kTableLanes) {
    const std::uint8_t* b = second.nibbles + j / kTableLanes * kGroupBytes;
    __m512i low[kHalfQuads], high[kHalfQuads];
    __m512i excess = _mm512_setzero_si512();
    for (std::size_t quad = 0; quad < kHalfQuads; ++quad) {
      const __m512i both = load(b + quad * kQuadBytes);
      low[quad] = _mm512_sub_epi8(_mm512_and_si512(both, low_bits), zero);
      high[quad] = _mm512_sub_epi8(_mm512_and_si512(_mm512_srli_epi16(both, 4), low_bits), zero);
      excess = _mm512_dpbusd_epi32(_mm512_dpbusd_epi32(excess, zero, low[quad]), zero, high[quad]);
    }
    alignas(64) std::int32_t wide[kTableLanes];
    for (std::size_t lane = 0; lane < kTableLanes; ++lane) wide[lane] = second.own[j + lane];
    const __m512i added = _mm512_sub_epi32(_mm512_load_si512(wide), excess);
    for (std::size_t i = 0; i < first.count; ++i) {
      const std::uint8_t* a = first.nibbles + i / kTableLanes * kGroupBytes + i % kTableLanes * 4;
      __m512i sum = _mm512_add_epi32(added, _mm512_set1_epi32(first.own[i]));
      for (std::size_t quad = 0; quad < kHalfQuads; ++quad) {
        const __m512i both = broadcast(a + quad * kQuadBytes);
        sum = _mm512_dpbusd_epi32(sum, _mm512_and_si512(both, low_bits), low[quad]);
        sum = _mm512_dpbusd_epi32(sum, _mm512_and_si512(_mm512_srli_epi16(both, 4), low_bits), high[quad]);
      }
      _mm512_store_si512(wide, sum);
      std::int16_t* row = table + i * kTableStride + j;
      for (std::size_t lane = 0; lane < kTableLanes; ++lane) row[lane] = static_cast<std::int16_t>(wide[lane]);
    }
  }
}

}  // namespace ridgeline::kernels

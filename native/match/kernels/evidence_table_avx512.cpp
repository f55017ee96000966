#include <immintrin.h>

#include "match/kernels/evidence_table.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kQuads = kTableValues / 4;
constexpr std::size_t kHalfQuads = kQuads / 2;

inline __attribute__((always_inline)) int four_bytes(const std::uint8_t* p) {
  int four = 0;
  __builtin_memcpy(&four, p, sizeof four);
  return four;
}

/// Values of sixteen minutiae, four to a lane: 0 for padding.
struct Group {
  __m512i quads[kQuads];

  inline __attribute__((always_inline)) Group(const PackedDescriptors& print, std::size_t first) {
    const __m512i low_bits = _mm512_set1_epi8(15);
    const __m512i zero = _mm512_set1_epi8(kNibbleZero);
    const int kZeros = static_cast<int>(kNibbleZero * 0x11111111u);
    alignas(64) int lanes[kHalfQuads][kTableLanes];
    for (std::size_t lane = 0; lane < kTableLanes; ++lane) {
      const std::uint8_t* from = print.nibbles + (first + lane) * kPackedDescriptorBytes;
      for (std::size_t quad = 0; quad < kHalfQuads; ++quad) {
        lanes[quad][lane] = first + lane < print.count ? four_bytes(from + quad * 4) : kZeros;
      }
    }
    for (std::size_t quad = 0; quad < kHalfQuads; ++quad) {
      const __m512i both = _mm512_load_si512(lanes[quad]);
      quads[quad] = _mm512_sub_epi8(_mm512_and_si512(both, low_bits), zero);
      quads[quad + kHalfQuads] = _mm512_sub_epi8(_mm512_and_si512(_mm512_srli_epi16(both, 4), low_bits), zero);
    }
  }
};

}  // namespace

// vpdpbusd wants one side without sign: the first print's values come with kNibbleZero on top, and kNibbleZero times the sum
// of the second's values is taken off.
void fill_evidence_avx512(const PackedDescriptors& first, const PackedDescriptors& second, std::int16_t* table) {
  const __m512i low_bits = _mm512_set1_epi8(15);
  const __m512i zero = _mm512_set1_epi8(kNibbleZero);
  for (std::size_t j = 0; j < second.padded; j += kTableLanes) {
    const Group group(second, j);
    __m512i excess = _mm512_setzero_si512();
    for (const __m512i& quad : group.quads) excess = _mm512_dpbusd_epi32(excess, zero, quad);
    alignas(64) std::int32_t wide[kTableLanes];
    for (std::size_t lane = 0; lane < kTableLanes; ++lane) wide[lane] = second.own[j + lane];
    const __m512i added = _mm512_sub_epi32(_mm512_load_si512(wide), excess);
    for (std::size_t i = 0; i < first.count; ++i) {
      const std::uint8_t* a = first.nibbles + i * kPackedDescriptorBytes;
      __m512i sum = _mm512_add_epi32(added, _mm512_set1_epi32(first.own[i]));
      for (std::size_t quad = 0; quad < kHalfQuads; ++quad) {
        const __m512i both = _mm512_set1_epi32(four_bytes(a + quad * 4));
        const __m512i high = _mm512_and_si512(_mm512_srli_epi16(both, 4), low_bits);
        sum = _mm512_dpbusd_epi32(sum, _mm512_and_si512(both, low_bits), group.quads[quad]);
        sum = _mm512_dpbusd_epi32(sum, high, group.quads[quad + kHalfQuads]);
      }
      _mm512_store_si512(wide, sum);
      std::int16_t* row = table + i * kTableStride + j;
      for (std::size_t lane = 0; lane < kTableLanes; ++lane) row[lane] = static_cast<std::int16_t>(wide[lane]);
    }
  }
}

}  // namespace ridgeline::kernels

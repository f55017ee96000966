#include <immintrin.h>

#include "match/kernels/evidence_table.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kQuads = kTableValues / 4;
constexpr std::size_t kQuadBytes = kTableLanes * 4;
constexpr std::size_t kGroupBytes = kTableLanes * kTableValues;
constexpr std::size_t kRows = 4;

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

RIDGELINE_LOCAL __m256i load(const void* p) { return _mm256_load_si256(static_cast<const __m256i*>(p)); }
RIDGELINE_LOCAL void store(void* p, __m256i value) { _mm256_store_si256(static_cast<__m256i*>(p), value); }

/// Values of a print as bytes, [group][value / 4][lane][value % 4], less `zero`.
RIDGELINE_LOCAL void unpack(const PackedDescriptors& print, __m256i zero, std::uint8_t* bytes) {
  const __m256i low_bits = _mm256_set1_epi8(15);
  for (std::size_t group = 0; group < print.padded / kTableLanes; ++group) {
    const std::uint8_t* from = print.nibbles + group * kGroupBytes / 2;
    std::uint8_t* to = bytes + group * kGroupBytes;
    for (std::size_t at = 0; at < kGroupBytes / 2; at += 32) {
      const __m256i both = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + at));
      const __m256i high = _mm256_and_si256(_mm256_srli_epi16(both, 4), low_bits);
      store(to + at, _mm256_sub_epi8(_mm256_and_si256(both, low_bits), zero));
      store(to + at + kGroupBytes / 2, _mm256_sub_epi8(high, zero));
    }
  }
}

/// Adjacent sums of two registers of eight lanes, as sixteen lanes in order.
RIDGELINE_LOCAL __m256i join(__m256i low, __m256i high) {
  const __m256i ones = _mm256_set1_epi16(1);
  const __m256i packed = _mm256_packs_epi32(_mm256_madd_epi16(low, ones), _mm256_madd_epi16(high, ones));
  return _mm256_permute4x64_epi64(packed, 0xD8);
}

RIDGELINE_LOCAL __m256i broadcast(const std::uint8_t* p) {
  int four = 0;
  __builtin_memcpy(&four, p, sizeof four);
  return _mm256_set1_epi32(four);
}

#undef RIDGELINE_LOCAL

}  // namespace

// vpmaddubsw wants one side without sign: the first print's values come with kNibbleZero on top, and kNibbleZero times the
// sum of the second's values is taken off. Sums of 48 products stay within 48 * 15 * 7, so 16 bits do.
void fill_evidence_avx2(const PackedDescriptors& first, const PackedDescriptors& second, std::int16_t* table) {
  alignas(32) std::uint8_t own[kTableStride * kTableValues];
  alignas(32) std::uint8_t other[kTableStride * kTableValues];
  const __m256i zero = _mm256_set1_epi8(kNibbleZero);
  unpack(first, _mm256_setzero_si256(), own);
  unpack(second, zero, other);
  for (std::size_t j = 0; j < second.padded; j += kTableLanes) {
    const std::uint8_t* b = other + j * kTableValues;
    __m256i excess_low = _mm256_setzero_si256();
    __m256i excess_high = _mm256_setzero_si256();
    for (std::size_t quad = 0; quad < kQuads; ++quad) {
      excess_low = _mm256_add_epi16(excess_low, _mm256_maddubs_epi16(zero, load(b + quad * kQuadBytes)));
      excess_high = _mm256_add_epi16(excess_high, _mm256_maddubs_epi16(zero, load(b + quad * kQuadBytes + 32)));
    }
    const __m256i added = _mm256_sub_epi16(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(second.own + j)),
                                           join(excess_low, excess_high));
    for (std::size_t i = 0; i < first.count; i += kRows) {
      const std::uint8_t* a = own + i / kTableLanes * kGroupBytes + i % kTableLanes * 4;
      __m256i low[kRows], high[kRows];
      for (std::size_t row = 0; row < kRows; ++row) low[row] = high[row] = _mm256_setzero_si256();
      for (std::size_t quad = 0; quad < kQuads; ++quad) {
        const __m256i b_low = load(b + quad * kQuadBytes);
        const __m256i b_high = load(b + quad * kQuadBytes + 32);
#pragma GCC unroll 4
        for (std::size_t row = 0; row < kRows; ++row) {
          const __m256i value = broadcast(a + quad * kQuadBytes + row * 4);
          low[row] = _mm256_add_epi16(low[row], _mm256_maddubs_epi16(value, b_low));
          high[row] = _mm256_add_epi16(high[row], _mm256_maddubs_epi16(value, b_high));
        }
      }
#pragma GCC unroll 4
      for (std::size_t row = 0; row < kRows; ++row) {
        const __m256i sum =
            _mm256_add_epi16(join(low[row], high[row]), _mm256_add_epi16(added, _mm256_set1_epi16(first.own[i + row])));
        store(table + (i + row) * kTableStride + j, sum);
      }
    }
  }
}

}  // namespace ridgeline::kernels

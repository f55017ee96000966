#include <immintrin.h>

#include "match/kernels/descriptor_bytes_avx2.hpp"
#include "match/kernels/evidence_table.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kQuads = kTableValues / 4;
constexpr std::size_t kQuadBytes = kTableLanes * 4;
constexpr std::size_t kGroupBytes = kTableLanes * kTableValues;
constexpr std::size_t kRows = 4;
constexpr std::size_t kMostBytes = kTableStride * kTableValues;
constexpr std::uint64_t kPackedZeros = kNibbleZero * 0x1111111111111111u;

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

RIDGELINE_LOCAL __m256i load(const void* p) { return _mm256_load_si256(static_cast<const __m256i*>(p)); }
RIDGELINE_LOCAL void store(void* p, __m256i value) { _mm256_store_si256(static_cast<__m256i*>(p), value); }

/// Packed values of sixteen minutiae from `first` on, from [minutia][byte] to [byte / 4][minutia][byte % 4].
RIDGELINE_LOCAL void turn_over(const PackedDescriptors& print, std::size_t first, std::uint8_t* turned) {
  alignas(8) static constexpr std::uint64_t kAbsent[3] = {kPackedZeros, kPackedZeros, kPackedZeros};
  for (std::size_t lane = 0; lane < kTableLanes; lane += 4) {
    const auto at = [&](std::size_t row) {
      const std::size_t i = first + lane + row;
      return i < print.count ? print.nibbles + i * kPackedDescriptorBytes
                             : reinterpret_cast<const std::uint8_t*>(kAbsent);
    };
    const auto start = [&](std::size_t row) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at(row))); };
    const auto end = [&](std::size_t row) { return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(at(row) + 16)); };
    const auto put = [&](std::size_t quad, __m128i four) {
      _mm_store_si128(reinterpret_cast<__m128i*>(turned + quad * kQuadBytes + lane * 4), four);
    };
    const __m128i ab_low = _mm_unpacklo_epi32(start(0), start(1));
    const __m128i ab_high = _mm_unpackhi_epi32(start(0), start(1));
    const __m128i ab_end = _mm_unpacklo_epi32(end(0), end(1));
    const __m128i cd_low = _mm_unpacklo_epi32(start(2), start(3));
    const __m128i cd_high = _mm_unpackhi_epi32(start(2), start(3));
    const __m128i cd_end = _mm_unpacklo_epi32(end(2), end(3));
    put(0, _mm_unpacklo_epi64(ab_low, cd_low));
    put(1, _mm_unpackhi_epi64(ab_low, cd_low));
    put(2, _mm_unpacklo_epi64(ab_high, cd_high));
    put(3, _mm_unpackhi_epi64(ab_high, cd_high));
    put(4, _mm_unpacklo_epi64(ab_end, cd_end));
    put(5, _mm_unpackhi_epi64(ab_end, cd_end));
  }
}

/// The values of sixteen minutiae from `first` on, four to a lane: 0 for padding.
RIDGELINE_LOCAL void unpack_group(const PackedDescriptors& print, std::size_t first, std::uint8_t* group) {
  const __m256i low_bits = _mm256_set1_epi8(15);
  const __m256i zero = _mm256_set1_epi8(kNibbleZero);
  alignas(32) std::uint8_t turned[kGroupBytes / 2];
  turn_over(print, first, turned);
  for (std::size_t at = 0; at < kGroupBytes / 2; at += 32) {
    const __m256i both = load(turned + at);
    const __m256i high = _mm256_and_si256(_mm256_srli_epi16(both, 4), low_bits);
    store(group + at, _mm256_sub_epi8(_mm256_and_si256(both, low_bits), zero));
    store(group + kGroupBytes / 2 + at, _mm256_sub_epi8(high, zero));
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

/// Evidence of kRows minutiae against sixteen. A function of its own, so that GCC does not take the loads out of the loop over rows,
/// which has no registers for them; unrolled but in part, because it sorts a whole sum anew until nothing fits its registers.
__attribute__((noinline)) void fill_rows(const std::uint8_t* own, const std::int16_t* own_added,
                                         const std::uint8_t* group, __m256i added, std::int16_t* table) {
  __m256i low[kRows], high[kRows];
  for (std::size_t row = 0; row < kRows; ++row) low[row] = high[row] = _mm256_setzero_si256();
#pragma GCC unroll 4
  for (std::size_t quad = 0; quad < kQuads; ++quad) {
    const __m256i b_low = load(group + quad * kQuadBytes);
    const __m256i b_high = load(group + quad * kQuadBytes + 32);
#pragma GCC unroll 4
    for (std::size_t row = 0; row < kRows; ++row) {
      const __m256i value = broadcast(own + row * kTableValues + quad * 4);
      low[row] = _mm256_add_epi16(low[row], _mm256_maddubs_epi16(value, b_low));
      high[row] = _mm256_add_epi16(high[row], _mm256_maddubs_epi16(value, b_high));
    }
  }
#pragma GCC unroll 4
  for (std::size_t row = 0; row < kRows; ++row) {
    const __m256i both_added = _mm256_add_epi16(added, _mm256_set1_epi16(own_added[row]));
    store(table + row * kTableStride, _mm256_add_epi16(join(low[row], high[row]), both_added));
  }
}

/// The sum of the values of each of sixteen minutiae, kNibbleZero times.
RIDGELINE_LOCAL __m256i excess_of(const std::uint8_t* group) {
  const __m256i zero = _mm256_set1_epi8(kNibbleZero);
  __m256i low = _mm256_setzero_si256();
  __m256i high = _mm256_setzero_si256();
  for (std::size_t quad = 0; quad < kQuads; ++quad) {
    low = _mm256_add_epi16(low, _mm256_maddubs_epi16(zero, load(group + quad * kQuadBytes)));
    high = _mm256_add_epi16(high, _mm256_maddubs_epi16(zero, load(group + quad * kQuadBytes + 32)));
  }
  return join(low, high);
}

#undef RIDGELINE_LOCAL

}  // namespace

// vpmaddubsw wants one side without sign: the first print's values come with kNibbleZero on top, and kNibbleZero times the
// sum of the second's values is taken off. Sums of 48 products stay within 48 * 15 * 7, so 16 bits do.
void fill_evidence_avx2(const PackedDescriptors& first, const PackedDescriptors& second, std::int16_t* table) {
  alignas(32) std::uint8_t own[kMostBytes];
  alignas(32) std::uint8_t group[kGroupBytes];
  unpack_descriptors(first.nibbles, first.count, own);
  for (std::size_t j = 0; j < second.padded; j += kTableLanes) {
    unpack_group(second, j, group);
    const __m256i own_added = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(second.own + j));
    const __m256i added = _mm256_sub_epi16(own_added, excess_of(group));
    for (std::size_t i = 0; i < first.count; i += kRows) {
      fill_rows(own + i * kTableValues, first.own + i, group, added, table + i * kTableStride + j);
    }
  }
}

}  // namespace ridgeline::kernels

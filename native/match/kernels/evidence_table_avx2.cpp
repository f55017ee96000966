#include <immintrin.h>

#include "match/kernels/evidence_table.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kQuads = kTableValues / 4;
constexpr std::size_t kQuadBytes = kTableLanes * 4;
constexpr std::size_t kGroupBytes = kTableLanes * kTableValues;
constexpr std::size_t kRows = 4;
constexpr std::size_t kMostBytes = kTableStride * kTableValues;

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

RIDGELINE_LOCAL __m256i load(const void* p) { return _mm256_load_si256(static_cast<const __m256i*>(p)); }
RIDGELINE_LOCAL void store(void* p, __m256i value) { _mm256_store_si256(static_cast<__m256i*>(p), value); }

/// Values of a print as bytes, one minutia after the other, less `zero`; those of padding up to `rows` are 0.
RIDGELINE_LOCAL void unpack(const PackedDescriptors& print, int zero, std::size_t rows, std::uint8_t* bytes) {
  const __m128i low_bits = _mm_set1_epi8(15);
  const __m128i zeros = _mm_set1_epi8(static_cast<char>(zero));
  const std::uint8_t* from = print.nibbles;
  for (std::size_t i = 0; i < print.count; ++i, from += kPackedDescriptorBytes, bytes += kTableValues) {
    const __m128i start = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    const __m128i end = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(from + 16));
    const auto low = [&](__m128i both) { return _mm_sub_epi8(_mm_and_si128(both, low_bits), zeros); };
    const auto high = [&](__m128i both) {
      return _mm_sub_epi8(_mm_and_si128(_mm_srli_epi16(both, 4), low_bits), zeros);
    };
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes), low(start));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(bytes + 16), low(end));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes + 24), high(start));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(bytes + 40), high(end));
  }
  __builtin_memset(bytes, 0, (rows - print.count) * kTableValues);
}

/// From [minutia][value] to [group][value / 4][lane][value % 4], four minutiae and sixteen values at a time.
RIDGELINE_LOCAL void group_lanes(const std::uint8_t* bytes, std::size_t padded, std::uint8_t* grouped) {
  for (std::size_t i = 0; i < padded; i += 4) {
    std::uint8_t* group = grouped + i / kTableLanes * kGroupBytes + i % kTableLanes * 4;
    for (std::size_t value = 0; value < kTableValues; value += 16) {
      const auto row = [&](std::size_t lane) {
        return _mm_load_si128(reinterpret_cast<const __m128i*>(bytes + (i + lane) * kTableValues + value));
      };
      const __m128i ab_low = _mm_unpacklo_epi32(row(0), row(1));
      const __m128i ab_high = _mm_unpackhi_epi32(row(0), row(1));
      const __m128i cd_low = _mm_unpacklo_epi32(row(2), row(3));
      const __m128i cd_high = _mm_unpackhi_epi32(row(2), row(3));
      auto* to = reinterpret_cast<__m128i*>(group + value / 4 * kQuadBytes);
      _mm_store_si128(to, _mm_unpacklo_epi64(ab_low, cd_low));
      _mm_store_si128(to + kQuadBytes / 16, _mm_unpackhi_epi64(ab_low, cd_low));
      _mm_store_si128(to + 2 * kQuadBytes / 16, _mm_unpacklo_epi64(ab_high, cd_high));
      _mm_store_si128(to + 3 * kQuadBytes / 16, _mm_unpackhi_epi64(ab_high, cd_high));
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
  alignas(32) std::uint8_t own[kMostBytes];
  alignas(32) std::uint8_t rows[kMostBytes];
  alignas(32) std::uint8_t other[kMostBytes];
  const __m256i zero = _mm256_set1_epi8(kNibbleZero);
  unpack(first, 0, (first.count + kRows - 1) / kRows * kRows, own);
  unpack(second, kNibbleZero, second.padded, rows);
  group_lanes(rows, second.padded, other);
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
      const std::uint8_t* a = own + i * kTableValues;
      __m256i low[kRows], high[kRows];
      for (std::size_t row = 0; row < kRows; ++row) low[row] = high[row] = _mm256_setzero_si256();
      for (std::size_t quad = 0; quad < kQuads; ++quad) {
        const __m256i b_low = load(b + quad * kQuadBytes);
        const __m256i b_high = load(b + quad * kQuadBytes + 32);
#pragma GCC unroll 4
        for (std::size_t row = 0; row < kRows; ++row) {
          const __m256i value = broadcast(a + row * kTableValues + quad * 4);
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

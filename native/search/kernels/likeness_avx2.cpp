#include <immintrin.h>

#include "match/kernels/descriptor_bytes_avx2.hpp"
#include "search/kernels/likeness.hpp"
#include "simd/registers.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kLanes = 16;
constexpr std::size_t kGroups = kAskedMinutiae / kLanes;
constexpr std::size_t kRows = 4;
constexpr std::size_t kQuadBytes = kAskedMinutiae * kQuadValues;

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

RIDGELINE_LOCAL __m256i load(const void* p) { return _mm256_load_si256(static_cast<const __m256i*>(p)); }

RIDGELINE_LOCAL __m256i four_bytes(const std::uint8_t* p) {
  int four = 0;
  __builtin_memcpy(&four, p, sizeof four);
  return _mm256_set1_epi32(four);
}

/// Lanes as _mm256_hadd_epi16 leaves them: 0 to 3, 8 to 11, 4 to 7, 12 to 15.
RIDGELINE_LOCAL __m256i as_added(__m256i lanes) { return _mm256_permute4x64_epi64(lanes, 0xD8); }

/// Evidence where the directions are near one another, else 0.
RIDGELINE_LOCAL __m256i unless_turned(__m256i evidence, __m256i directions, std::uint8_t angle) {
  const __m256i turn = _mm256_sub_epi16(_mm256_set1_epi16(static_cast<short>((angle << 8) + kMostTurn)), directions);
  const __m256i beyond = _mm256_subs_epu16(turn, _mm256_set1_epi16(2 * kMostTurn));
  return _mm256_and_si256(evidence, _mm256_cmpeq_epi16(beyond, _mm256_setzero_si256()));
}

RIDGELINE_LOCAL std::uint32_t sum_of(__m256i words) {
  const __m256i pairs = _mm256_madd_epi16(words, _mm256_set1_epi16(1));
  const __m128i fours = _mm_add_epi32(_mm256_castsi256_si128(pairs), _mm256_extracti128_si256(pairs, 1));
  const __m128i twos = _mm_add_epi32(fours, _mm_shuffle_epi32(fours, 0x4E));
  return static_cast<std::uint32_t>(_mm_cvtsi128_si32(_mm_add_epi32(twos, _mm_shuffle_epi32(twos, 0xB1))));
}

/// Asks the print's minutiae from `from`, a multiple of kRows, up to `to`.
RIDGELINE_LOCAL void ask(const MinutiaeQuestion& question, const MinutiaeColumns& print, const std::uint8_t* rows,
                         std::size_t from, std::size_t to, __m256i* best) {
  for (std::size_t group = 0; group < kGroups; ++group) {
    const std::size_t i = group * kLanes;
    const __m256i own = as_added(load(question.own.data() + i));
    const __m256i directions = as_added(load(question.directions.data() + i));
    for (std::size_t j = from; j < to; j += kRows) {
      __m256i low[kRows], high[kRows];
      for (std::size_t row = 0; row < kRows; ++row) low[row] = high[row] = _mm256_setzero_si256();
      for (std::size_t quad = 0; quad < kLikenessQuads; ++quad) {
        const std::int8_t* const values = question.values.data() + quad * kQuadBytes + i * kQuadValues;
        const __m256i low_values = load(values);
        const __m256i high_values = load(values + 32);
#pragma GCC unroll 4
        for (std::size_t row = 0; row < kRows; ++row) {
          const __m256i value = four_bytes(rows + (j + row) * kLikenessValues + quad * kQuadValues);
          low[row] = _mm256_add_epi16(low[row], _mm256_maddubs_epi16(value, low_values));
          high[row] = _mm256_add_epi16(high[row], _mm256_maddubs_epi16(value, high_values));
          simd::hold(low[row]);
          simd::hold(high[row]);
        }
      }
#pragma GCC unroll 4
      for (std::size_t row = 0; row < kRows; ++row) {
        if (j + row >= to) break;
        const __m256i sum = _mm256_add_epi16(_mm256_hadd_epi16(low[row], high[row]),
                                             _mm256_add_epi16(own, _mm256_set1_epi16(print.own[j + row])));
        best[group] = _mm256_max_epi16(best[group], unless_turned(sum, directions, print.angles[j + row]));
      }
    }
  }
}

#undef RIDGELINE_LOCAL

}  // namespace

static_assert(kLikenessBytes == kPackedDescriptorBytes && kNibbleOffset == kNibbleZero);
static_assert(kFirstAsked % kRows == 0);

// vpmaddubsw wants one side without sign: the print's values have kNibbleOffset on top, which the question takes off. Sums of 48
// products stay within 48 * 15 * 7, so 16 bits do.
std::uint32_t find_likeness_avx2(const MinutiaeQuestion& question, const MinutiaeColumns& print) {
  alignas(32) std::uint8_t rows[(kAskedMinutiae + kRows) * kLikenessValues];
  const __m256i usual = _mm256_set1_epi16(kUsualPair);
  __m256i best[kGroups] = {usual, usual};
  const auto likeness = [&] {
    return sum_of(_mm256_add_epi16(_mm256_sub_epi16(best[0], usual), _mm256_sub_epi16(best[1], usual)));
  };
  const std::size_t first = print.count < kFirstAsked ? print.count : kFirstAsked;
  unpack_descriptors(print.descriptors, first, rows);
  ask(question, print, rows, 0, first, best);
  const std::uint32_t so_far = likeness();
  if (so_far < kHopeless || first == print.count) return so_far;
  unpack_descriptors(print.descriptors + first * kLikenessBytes, print.count - first, rows + first * kLikenessValues);
  ask(question, print, rows, first, print.count, best);
  return likeness();
}

}  // namespace ridgeline::kernels

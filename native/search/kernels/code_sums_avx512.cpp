#include <immintrin.h>

#include "search/kernels/code_sums.hpp"
#include "simd/registers.hpp"

namespace ridgeline::kernels {
namespace {

/// Two bytes of each code lie in one register, and one register holds all numbers for both: it is asked twice, for their low and
/// for their high four bits. A table that is spread over the register instead costs as much as its lookup (Zen 5).
constexpr std::size_t kBytesAtOnce = 2;
/// Sums of eight numbers at most fit in eight bits; the halves of a register are added later.
constexpr std::size_t kBytesPerSum = 8;
/// Questions that share what is unpacked of a code: their sums just fit into the registers.
constexpr std::size_t kTogether = 8;
constexpr std::size_t kTableBytes = 2 * kNibbles;
/// (a and b) or c.
constexpr int kAndOr = 0xEA;
// GCC 12 warns of the unmasked forms.
constexpr __mmask8 kAllQuads = 0xFF;
constexpr __mmask64 kAllBytes = UINT64_MAX;
constexpr __mmask64 kSecondByte = kAllBytes << 32;

/// The sum of both halves.
inline __attribute__((always_inline)) __m256i fold(__m512i sum) {
  return _mm256_add_epi16(_mm512_maskz_extracti64x4_epi64(kAllQuads, sum, 0),
                          _mm512_maskz_extracti64x4_epi64(kAllQuads, sum, 1));
}

inline __attribute__((always_inline)) __m256i evidence_of(__m512i sum, const CodeQuestion& question) {
  const __m256i usual = _mm256_set1_epi16(static_cast<short>(question.usual));
  const __m256i scale = _mm256_set1_epi16(static_cast<short>(question.scale));
  return _mm256_min_epu16(_mm256_mulhi_epu16(_mm256_subs_epu16(fold(sum), usual), scale), _mm256_set1_epi16(255));
}

template <std::size_t kCount>
inline __attribute__((always_inline)) RIDGELINE_READS_RACING_LANES void ask(const std::uint8_t* codes,
                                                                            const std::uint8_t* next,
                                                                            const CodeQuestion* questions,
                                                                            std::uint8_t* evidence) {
  const __m512i low_bits = _mm512_set1_epi8(15);
  const __m512i low_table = _mm512_mask_set1_epi8(_mm512_setzero_si512(), kSecondByte, kTableBytes);
  const __m512i high_table = _mm512_add_epi8(low_table, _mm512_set1_epi8(kNibbles));
  // Of the 16-bit numbers: both bytes as they are, and the upper ones alone.
  __m512i both[kCount];
  __m512i odd[kCount];
#pragma GCC unroll 8
  for (std::size_t q = 0; q < kCount; ++q) both[q] = odd[q] = _mm512_setzero_si512();
  for (std::size_t b = 0; b < kCodeBytes; b += kBytesPerSum) {
    send_for<kBytesPerSum * kCodeLanes>(next + b * kCodeLanes);
    __m512i sum[kCount];
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kBytesPerSum; i += kBytesAtOnce) {
      const __m512i bytes = _mm512_loadu_si512(codes + (b + i) * kCodeLanes);
      const __m512i low = _mm512_ternarylogic_epi64(bytes, low_bits, low_table, kAndOr);
      const __m512i high = _mm512_ternarylogic_epi64(_mm512_srli_epi16(bytes, 4), low_bits, high_table, kAndOr);
#pragma GCC unroll 8
      for (std::size_t q = 0; q < kCount; ++q) {
        const __m512i table = _mm512_loadu_si512(questions[q].table + (b + i) * kTableBytes);
        const __m512i of_low = _mm512_maskz_permutexvar_epi8(kAllBytes, low, table);
        const __m512i of_high = _mm512_maskz_permutexvar_epi8(kAllBytes, high, table);
        sum[q] = i == 0 ? of_low : _mm512_add_epi8(sum[q], of_low);
        simd::hold(sum[q]);
        sum[q] = _mm512_add_epi8(sum[q], of_high);
        simd::hold(sum[q]);
      }
    }
#pragma GCC unroll 8
    for (std::size_t q = 0; q < kCount; ++q) {
      both[q] = _mm512_add_epi16(both[q], sum[q]);
      odd[q] = _mm512_add_epi16(odd[q], _mm512_srli_epi16(sum[q], 8));
    }
  }
#pragma GCC unroll 8
  for (std::size_t q = 0; q < kCount; ++q) {
    const __m512i even = _mm512_sub_epi16(both[q], _mm512_slli_epi16(odd[q], 8));
    const __m256i found =
        _mm256_or_si256(evidence_of(even, questions[q]), _mm256_slli_epi16(evidence_of(odd[q], questions[q]), 8));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(evidence + q * kCodeLanes), found);
  }
}

}  // namespace

RIDGELINE_READS_RACING_LANES void ask_codes_avx512(const std::uint8_t* codes, const std::uint8_t* next,
                                                   const CodeQuestion* questions, std::size_t count,
                                                   std::uint8_t* evidence) {
  for (; count >= kTogether; count -= kTogether, questions += kTogether, evidence += kTogether * kCodeLanes) {
    ask<kTogether>(codes, next, questions, evidence);
  }
  switch (count) {
    case 7:
      return ask<7>(codes, next, questions, evidence);
    case 6:
      return ask<6>(codes, next, questions, evidence);
    case 5:
      return ask<5>(codes, next, questions, evidence);
    case 4:
      return ask<4>(codes, next, questions, evidence);
    case 3:
      return ask<3>(codes, next, questions, evidence);
    case 2:
      return ask<2>(codes, next, questions, evidence);
    case 1:
      return ask<1>(codes, next, questions, evidence);
    default:
      return;
  }
}

}  // namespace ridgeline::kernels

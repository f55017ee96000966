#include <immintrin.h>

#include "search/kernels/code_sums.hpp"

namespace ridgeline::kernels {
namespace {

/// Two bytes of each code lie in one register, so that a sum of eight bytes takes four steps.
constexpr std::size_t kBytesAtOnce = 2;
constexpr std::size_t kBytesPerSum = 8;
/// Questions that share what is unpacked of a code.
constexpr std::size_t kTogether = 8;
constexpr std::size_t kTableBytes = 2 * kNibbles;
constexpr __mmask16 kSecondByte = 0xFF00;
// GCC 12 warns of the unmasked forms.
constexpr __mmask16 kAllLanes = 0xFFFF;
constexpr __mmask8 kAllQuads = 0xFF;

/// The sixteen numbers for one byte of a code in the lower half, those for the next byte in the upper one.
inline __attribute__((always_inline)) __m512i tables_at(const std::uint8_t* table) {
  const __m512i first =
      _mm512_maskz_broadcast_i32x4(kAllLanes, _mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
  return _mm512_mask_broadcast_i32x4(first, kSecondByte,
                                     _mm_loadu_si128(reinterpret_cast<const __m128i*>(table + kTableBytes)));
}

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
  const __m512i even_bytes = _mm512_set1_epi16(255);
  __m512i even[kCount];
  __m512i odd[kCount];
#pragma GCC unroll 8
  for (std::size_t q = 0; q < kCount; ++q) even[q] = odd[q] = _mm512_setzero_si512();
  for (std::size_t b = 0; b < kCodeBytes; b += kBytesPerSum) {
    send_for<kBytesPerSum * kCodeLanes>(next + b * kCodeLanes);
    __m512i sum[kCount];
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kBytesPerSum; i += kBytesAtOnce) {
      const __m512i both = _mm512_loadu_si512(codes + (b + i) * kCodeLanes);
      const __m512i low = _mm512_and_si512(both, low_bits);
      const __m512i high = _mm512_and_si512(_mm512_srli_epi16(both, 4), low_bits);
#pragma GCC unroll 8
      for (std::size_t q = 0; q < kCount; ++q) {
        const std::uint8_t* const table = questions[q].table + (b + i) * kTableBytes;
        const __m512i added = _mm512_add_epi8(_mm512_shuffle_epi8(tables_at(table), low),
                                              _mm512_shuffle_epi8(tables_at(table + kNibbles), high));
        sum[q] = i == 0 ? added : _mm512_add_epi8(sum[q], added);
      }
    }
#pragma GCC unroll 8
    for (std::size_t q = 0; q < kCount; ++q) {
      even[q] = _mm512_add_epi16(even[q], _mm512_and_si512(sum[q], even_bytes));
      odd[q] = _mm512_add_epi16(odd[q], _mm512_srli_epi16(sum[q], 8));
    }
  }
#pragma GCC unroll 8
  for (std::size_t q = 0; q < kCount; ++q) {
    const __m256i found =
        _mm256_or_si256(evidence_of(even[q], questions[q]), _mm256_slli_epi16(evidence_of(odd[q], questions[q]), 8));
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
  for (; count >= 2; count -= 2, questions += 2, evidence += 2 * kCodeLanes) ask<2>(codes, next, questions, evidence);
  if (count == 1) ask<1>(codes, next, questions, evidence);
}

}  // namespace ridgeline::kernels

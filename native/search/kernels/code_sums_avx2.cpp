#include <immintrin.h>

#include "search/kernels/code_sums.hpp"
#include "simd/registers.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kBytesPerSum = 4;
/// Questions that share what is unpacked of a code: their sums just fit into the sixteen registers.
constexpr std::size_t kTogether = 4;

inline __attribute__((always_inline)) __m256i table_at(const std::uint8_t* table) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
}

inline __attribute__((always_inline)) __m256i evidence_of(__m256i sum, const CodeQuestion& question) {
  const __m256i usual = _mm256_set1_epi16(static_cast<short>(question.usual));
  const __m256i scale = _mm256_set1_epi16(static_cast<short>(question.scale));
  return _mm256_min_epu16(_mm256_mulhi_epu16(_mm256_subs_epu16(sum, usual), scale), _mm256_set1_epi16(255));
}

template <std::size_t kCount>
inline __attribute__((always_inline)) RIDGELINE_READS_RACING_LANES void ask(const std::uint8_t* codes,
                                                                            const std::uint8_t* next,
                                                                            const CodeQuestion* questions,
                                                                            std::uint8_t* evidence) {
  const __m256i low_bits = _mm256_set1_epi8(15);
  const __m256i even_bytes = _mm256_set1_epi16(255);
  __m256i even[kCount];
  __m256i odd[kCount];
#pragma GCC unroll 4
  for (std::size_t q = 0; q < kCount; ++q) even[q] = odd[q] = _mm256_setzero_si256();
  for (std::size_t b = 0; b < kCodeBytes; b += kBytesPerSum) {
    send_for<kBytesPerSum * kCodeLanes>(next + b * kCodeLanes);
    __m256i sum[kCount];
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kBytesPerSum; ++i) {
      const __m256i both = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + (b + i) * kCodeLanes));
      const __m256i low = _mm256_and_si256(both, low_bits);
      const __m256i high = _mm256_and_si256(_mm256_srli_epi16(both, 4), low_bits);
#pragma GCC unroll 4
      for (std::size_t q = 0; q < kCount; ++q) {
        const std::uint8_t* const table = questions[q].table + (b + i) * 2 * kNibbles;
        const __m256i added = _mm256_add_epi8(_mm256_shuffle_epi8(table_at(table), low),
                                              _mm256_shuffle_epi8(table_at(table + kNibbles), high));
        sum[q] = i == 0 ? added : _mm256_add_epi8(sum[q], added);
        simd::hold(sum[q]);
      }
    }
#pragma GCC unroll 4
    for (std::size_t q = 0; q < kCount; ++q) {
      even[q] = _mm256_add_epi16(even[q], _mm256_and_si256(sum[q], even_bytes));
      odd[q] = _mm256_add_epi16(odd[q], _mm256_srli_epi16(sum[q], 8));
    }
  }
#pragma GCC unroll 4
  for (std::size_t q = 0; q < kCount; ++q) {
    const __m256i found =
        _mm256_or_si256(evidence_of(even[q], questions[q]), _mm256_slli_epi16(evidence_of(odd[q], questions[q]), 8));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(evidence + q * kCodeLanes), found);
  }
}

}  // namespace

RIDGELINE_READS_RACING_LANES void ask_codes_avx2(const std::uint8_t* codes, const std::uint8_t* next,
                                                 const CodeQuestion* questions, std::size_t count,
                                                 std::uint8_t* evidence) {
  for (; count >= kTogether; count -= kTogether, questions += kTogether, evidence += kTogether * kCodeLanes) {
    ask<kTogether>(codes, next, questions, evidence);
  }
  if (count == 3) ask<3>(codes, next, questions, evidence);
  if (count == 2) ask<2>(codes, next, questions, evidence);
  if (count == 1) ask<1>(codes, next, questions, evidence);
}

}  // namespace ridgeline::kernels

#include <immintrin.h>

#include "search/kernels/code_sums.hpp"

namespace ridgeline::kernels {

RIDGELINE_READS_RACING_LANES void ask_codes_avx2(const std::uint8_t* codes, const CodeQuestion& question,
                                                 std::uint8_t* evidence) {
  constexpr std::size_t kBytesPerSum = 4;
  const __m256i low_bits = _mm256_set1_epi8(15);
  const __m256i even_bytes = _mm256_set1_epi16(255);
  const std::uint8_t* table = question.table;
  __m256i even = _mm256_setzero_si256();
  __m256i odd = _mm256_setzero_si256();
  for (std::size_t b = 0; b < kCodeBytes; b += kBytesPerSum) {
    __m256i sum = _mm256_setzero_si256();
#pragma GCC unroll 4
    for (std::size_t i = 0; i < kBytesPerSum; ++i, codes += kCodeLanes, table += 2 * kNibbles) {
      const __m256i both = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes));
      const __m256i low = _mm256_and_si256(both, low_bits);
      const __m256i high = _mm256_and_si256(_mm256_srli_epi16(both, 4), low_bits);
      const __m256i for_low = _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table)));
      const __m256i for_high =
          _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(table + kNibbles)));
      sum =
          _mm256_add_epi8(sum, _mm256_add_epi8(_mm256_shuffle_epi8(for_low, low), _mm256_shuffle_epi8(for_high, high)));
    }
    even = _mm256_add_epi16(even, _mm256_and_si256(sum, even_bytes));
    odd = _mm256_add_epi16(odd, _mm256_srli_epi16(sum, 8));
  }
  const __m256i usual = _mm256_set1_epi16(static_cast<short>(question.usual));
  const __m256i scale = _mm256_set1_epi16(static_cast<short>(question.scale));
  const __m256i most = _mm256_set1_epi16(255);
  even = _mm256_min_epu16(_mm256_mulhi_epu16(_mm256_subs_epu16(even, usual), scale), most);
  odd = _mm256_min_epu16(_mm256_mulhi_epu16(_mm256_subs_epu16(odd, usual), scale), most);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(evidence), _mm256_or_si256(even, _mm256_slli_epi16(odd, 8)));
}

}  // namespace ridgeline::kernels

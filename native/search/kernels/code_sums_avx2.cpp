#include <immintrin.h>

#include "search/kernels/code_sums.hpp"

namespace ridgeline::kernels {

RIDGELINE_READS_RACING_LANES void sum_codes_avx2(const std::uint8_t* codes, const std::uint8_t* table,
                                                 std::uint16_t* sums) {
  constexpr std::size_t kBytesPerSum = 4;
  const __m256i low_bits = _mm256_set1_epi8(15);
  const __m256i even_bytes = _mm256_set1_epi16(255);
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
  const __m256i low = _mm256_unpacklo_epi16(even, odd);
  const __m256i high = _mm256_unpackhi_epi16(even, odd);
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums), _mm256_permute2x128_si256(low, high, 0x20));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(sums + kNibbles), _mm256_permute2x128_si256(low, high, 0x31));
}

}  // namespace ridgeline::kernels

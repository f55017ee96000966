#include <immintrin.h>

#include "search/kernels/code_distances.hpp"

namespace ridgeline::kernels {

// Every processor with AVX2 counts the bits of a word by itself.
std::uint64_t least_distance_avx2(const std::uint64_t* code, const std::uint64_t* codes, std::size_t count) {
  std::uint64_t least = UINT64_MAX;
  for (std::size_t i = 0; i < count; ++i, codes += kCodeWords) {
    std::uint64_t bits = 0;
#pragma GCC unroll 8
    for (std::size_t word = 0; word < kCodeWords; ++word) {
      bits += static_cast<std::uint64_t>(_mm_popcnt_u64(code[word] ^ codes[word]));
    }
    least = bits < least ? bits : least;
  }
  return least;
}

}  // namespace ridgeline::kernels

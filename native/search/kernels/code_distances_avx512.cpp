#include <immintrin.h>

#include "search/kernels/code_distances.hpp"

namespace ridgeline::kernels {

std::uint64_t least_distance_avx512(const std::uint64_t* code, const std::uint64_t* codes, std::size_t count) {
  const __m512i asked = _mm512_loadu_si512(code);
  std::uint64_t least = UINT64_MAX;
  for (std::size_t i = 0; i < count; ++i, codes += kCodeWords) {
    alignas(64) std::uint64_t counts[kCodeWords];
    _mm512_store_si512(counts, _mm512_popcnt_epi64(_mm512_xor_si512(asked, _mm512_loadu_si512(codes))));
    std::uint64_t bits = 0;
    for (const std::uint64_t word : counts) bits += word;
    least = bits < least ? bits : least;
  }
  return least;
}

}  // namespace ridgeline::kernels

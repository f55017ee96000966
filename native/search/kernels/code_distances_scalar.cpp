#include <algorithm>
#include <bit>

#include "search/kernels/code_distances.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {

std::uint64_t least_distance_scalar(const std::uint64_t* code, const std::uint64_t* codes, std::size_t count) {
  std::uint64_t least = UINT64_MAX;
  for (std::size_t i = 0; i < count; ++i, codes += kCodeWords) {
    std::uint64_t bits = 0;
    for (std::size_t word = 0; word < kCodeWords; ++word) {
      bits += static_cast<std::uint64_t>(std::popcount(code[word] ^ codes[word]));
    }
    least = std::min(least, bits);
  }
  return least;
}

LeastDistance* least_distance() noexcept {
#if defined(__x86_64__)
  static LeastDistance* const chosen =
      simd::select(&least_distance_scalar, &least_distance_avx2, &least_distance_avx512);
  return chosen;
#else
  return &least_distance_scalar;
#endif
}

}  // namespace ridgeline::kernels

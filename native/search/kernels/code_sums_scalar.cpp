#include <algorithm>

#include "search/kernels/code_sums.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {

RIDGELINE_READS_RACING_LANES void sum_codes_scalar(const std::uint8_t* codes, const std::uint8_t* table,
                                                   std::uint16_t* sums) {
  std::fill_n(sums, kCodeLanes, std::uint16_t{0});
  for (std::size_t b = 0; b < kCodeBytes; ++b, codes += kCodeLanes, table += 2 * kNibbles) {
    for (std::size_t lane = 0; lane < kCodeLanes; ++lane) {
      sums[lane] =
          static_cast<std::uint16_t>(sums[lane] + table[codes[lane] & 15] + table[kNibbles + (codes[lane] >> 4)]);
    }
  }
}

SumCodes* sum_codes() noexcept {
#if defined(__x86_64__)
  static SumCodes* const chosen = simd::select(&sum_codes_scalar, &sum_codes_avx2, &sum_codes_avx2);
  return chosen;
#else
  return &sum_codes_scalar;
#endif
}

}  // namespace ridgeline::kernels

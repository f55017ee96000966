#include <algorithm>
#include <array>

#include "search/kernels/code_sums.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {
namespace {

RIDGELINE_READS_RACING_LANES void ask(const std::uint8_t* codes, const CodeQuestion& question, std::uint8_t* evidence) {
  std::array<unsigned, kCodeLanes> sums{};
  const std::uint8_t* table = question.table;
  for (std::size_t b = 0; b < kCodeBytes; ++b, codes += kCodeLanes, table += 2 * kNibbles) {
    for (std::size_t lane = 0; lane < kCodeLanes; ++lane) {
      sums[lane] += table[codes[lane] & 15u] + static_cast<unsigned>(table[kNibbles + (codes[lane] >> 4)]);
    }
  }
  for (std::size_t lane = 0; lane < kCodeLanes; ++lane) {
    const unsigned above = sums[lane] - std::min<unsigned>(sums[lane], question.usual);
    evidence[lane] = static_cast<std::uint8_t>(std::min(255u, above * question.scale >> 16));
  }
}

}  // namespace

void ask_codes_scalar(const std::uint8_t* codes, const std::uint8_t* /*next*/, const CodeQuestion* questions,
                      std::size_t count, std::uint8_t* evidence) {
  for (std::size_t q = 0; q < count; ++q) ask(codes, questions[q], evidence + q * kCodeLanes);
}

AskCodes* ask_codes() noexcept {
#if defined(__x86_64__)
  static AskCodes* const chosen = simd::select(&ask_codes_scalar, &ask_codes_avx2, &ask_codes_avx512);
  return chosen;
#else
  return &ask_codes_scalar;
#endif
}

}  // namespace ridgeline::kernels

// Codes compared by counting bits: what a coarse pass that compares signs with signs could do at most, a limit that benchmarks
// report. Searches ask codes another way (code_sums.hpp).
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

/// Words of 64 bits of a code.
inline constexpr std::size_t kCodeWords = 8;

/// The least number of bits in which one of `count` codes, back to back, differs from `code`. At least one code.
using LeastDistance = std::uint64_t(const std::uint64_t* code, const std::uint64_t* codes, std::size_t count);

LeastDistance least_distance_scalar;
#if defined(__x86_64__)
LeastDistance least_distance_avx2;
LeastDistance least_distance_avx512;
#endif

/// The form for this processor.
[[nodiscard]] LeastDistance* least_distance() noexcept;

}  // namespace ridgeline::kernels

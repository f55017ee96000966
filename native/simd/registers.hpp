// Registers of vectors in kernels.
#pragma once

#include <immintrin.h>

namespace ridgeline::simd {

/// Says that a sum is needed here, in a register. GCC would else sort a long sum of integers so that all its terms are there before the
/// first two are added, and write most of them to memory: kernels then take up to twice as long. Each module has its own copy, so that
/// none is linked in place of another that was compiled for another processor.
static inline __attribute__((always_inline)) void hold(__m256i& sum) noexcept {
#if !defined(RIDGELINE_EMULATE_AVX512)
  asm("" : "+x"(sum));
#endif
}

#if defined(__AVX512F__)
static inline __attribute__((always_inline)) void hold(__m512i& sum) noexcept { asm("" : "+v"(sum)); }
#elif defined(RIDGELINE_EMULATE_AVX512)
static inline void hold(__m512i&) noexcept {}
#endif

}  // namespace ridgeline::simd

// Packed descriptors as bytes, for the kernels of AVX2 that multiply them.
#pragma once

#include <immintrin.h>

#include <cstddef>
#include <cstdint>

#include "match/kernels/evidence_table.hpp"

namespace ridgeline::kernels {

/// The values of `count` minutiae, in order, with kNibbleZero on top. Each module has its own copy, so that none is linked in place
/// of another that was compiled for another processor.
static inline __attribute__((always_inline)) void unpack_descriptors(const std::uint8_t* nibbles, std::size_t count,
                                                                     std::uint8_t* bytes) {
  const __m128i low_bits = _mm_set1_epi8(15);
  for (std::size_t i = 0; i < count; ++i, nibbles += kPackedDescriptorBytes, bytes += kTableValues) {
    const __m128i start = _mm_loadu_si128(reinterpret_cast<const __m128i*>(nibbles));
    const __m128i end = _mm_loadl_epi64(reinterpret_cast<const __m128i*>(nibbles + 16));
    const auto high = [&](__m128i both) { return _mm_and_si128(_mm_srli_epi16(both, 4), low_bits); };
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes), _mm_and_si128(start, low_bits));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(bytes + 16), _mm_and_si128(end, low_bits));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(bytes + 24), high(start));
    _mm_storel_epi64(reinterpret_cast<__m128i*>(bytes + 40), high(end));
  }
}

}  // namespace ridgeline::kernels

#include <immintrin.h>

#include "match/kernels/minutia_columns.hpp"

namespace ridgeline::kernels {
namespace {

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

RIDGELINE_LOCAL __m128i load(const std::uint8_t* p) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p)); }

/// Eight positions along one axis, in pixels.
RIDGELINE_LOCAL __m256 pixels(__m256i steps, __m128i shift, __m256i corner) {
  const __m256i place = _mm256_add_epi32(_mm256_sll_epi32(steps, shift), corner);
  return _mm256_mul_ps(_mm256_cvtepi32_ps(place), _mm256_set1_ps(1 / kPositionSteps));
}

RIDGELINE_LOCAL void unfold_positions(const PackedColumns& packed, const MinutiaColumns& columns) {
  const __m256i spread =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 2, -128, 3, 4, 5, -128, 6, 7, 8, -128, 9, 10, 11, -128));
  const __m256i low_bits = _mm256_set1_epi32((1 << kPositionBits) - 1);
  const __m128i shift = _mm_cvtsi32_si128(packed.shift);
  const __m256i left = _mm256_set1_epi32(packed.left);
  const __m256i bottom = _mm256_set1_epi32(packed.bottom);
  for (std::size_t i = 0; i < packed.count; i += 8) {
    const std::uint8_t* from = packed.positions + i * kPositionBytes;
    const __m256i eight = _mm256_set_m128i(load(from + 4 * kPositionBytes), load(from));
    const __m256i places = _mm256_shuffle_epi8(eight, spread);
    _mm256_store_ps(columns.x + i, pixels(_mm256_and_si256(places, low_bits), shift, left));
    _mm256_store_ps(columns.y + i, pixels(_mm256_srli_epi32(places, kPositionBits), shift, bottom));
  }
}

RIDGELINE_LOCAL __m128i bytes_of(__m256i words) {
  return _mm_packus_epi16(_mm256_castsi256_si128(words), _mm256_extracti128_si256(words, 1));
}
RIDGELINE_LOCAL void put(std::uint8_t* to, __m256i words) {
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes_of(words));
}

#undef RIDGELINE_LOCAL

}  // namespace

void unfold_columns_avx2(const PackedColumns& packed, const MinutiaColumns& columns) {
  unfold_positions(packed, columns);
  const __m256i density_bits = _mm256_set1_epi16((1 << kDensityBits) - 1);
  const __m256i quality_bits = _mm256_set1_epi16((1 << kQualityBits) - 1);
  const __m256i most = _mm256_set1_epi16(kMostOwnEvidence);
  const __m256i step = _mm256_set1_epi16(kOwnStep);
  for (std::size_t i = 0; i < packed.count; i += 16) {
    const __m256i below = _mm256_mullo_epi16(_mm256_cvtepu8_epi16(load(packed.own_evidence + i)), step);
    _mm256_store_si256(reinterpret_cast<__m256i*>(columns.own_evidence + i), _mm256_sub_epi16(most, below));
    const std::uint8_t* from = packed.marks + i * kMarkBytes;
    const __m256i marks = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    put(columns.densities + i, _mm256_and_si256(marks, density_bits));
    put(columns.qualities + i, _mm256_and_si256(_mm256_srli_epi16(marks, kDensityBits), quality_bits));
    put(columns.types + i, _mm256_srli_epi16(marks, kDensityBits + kQualityBits));
  }
}

}  // namespace ridgeline::kernels

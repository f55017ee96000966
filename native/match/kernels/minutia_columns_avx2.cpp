#include <immintrin.h>

#include "match/kernels/minutia_columns.hpp"

namespace ridgeline::kernels {
namespace {

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

/// Bits of each of eight words.
RIDGELINE_LOCAL __m256i bits_of(__m256i words, unsigned from, unsigned count) {
  return _mm256_and_si256(_mm256_srli_epi32(words, static_cast<int>(from)), _mm256_set1_epi32((1 << count) - 1));
}

/// Eight positions along one axis, in pixels. Steps and their size both fit 16 bits.
RIDGELINE_LOCAL __m256 pixels(__m256i steps, __m256i size, __m256i corner) {
  const __m256i place = _mm256_add_epi32(_mm256_madd_epi16(steps, size), corner);
  return _mm256_mul_ps(_mm256_cvtepi32_ps(place), _mm256_set1_ps(1 / kPositionSteps));
}

/// Bits of two times eight words, as sixteen lanes in order.
RIDGELINE_LOCAL __m256i bits_of(__m256i low, __m256i high, unsigned from, unsigned count) {
  const __m256i packed = _mm256_packus_epi32(bits_of(low, from, count), bits_of(high, from, count));
  return _mm256_permute4x64_epi64(packed, 0xD8);
}

/// least + step x value of sixteen lanes.
RIDGELINE_LOCAL __m256i scaled(__m256i values, int step, int least) {
  const auto lanes = [](int value) { return _mm256_set1_epi16(static_cast<short>(value)); };
  return _mm256_add_epi16(_mm256_mullo_epi16(values, lanes(step)), lanes(least));
}

RIDGELINE_LOCAL void put_bytes(std::uint8_t* to, __m256i lanes) {
  const __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(lanes), _mm256_extracti128_si256(lanes, 1));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), bytes);
}

RIDGELINE_LOCAL __m256i load_words(const std::uint8_t* from) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
}

#undef RIDGELINE_LOCAL

}  // namespace

void unfold_columns_avx2(const PackedColumns& packed, const MinutiaColumns& columns) {
  const __m256i step = _mm256_set1_epi32(packed.step);
  const __m256i left = _mm256_set1_epi32(packed.left);
  const __m256i bottom = _mm256_set1_epi32(packed.bottom);
  for (std::size_t i = 0; i < packed.count; i += 16) {
    const __m256i low = load_words(packed.places + i * kPlaceBytes);
    const __m256i high = load_words(packed.places + (i + 8) * kPlaceBytes);
    _mm256_store_ps(columns.x + i, pixels(bits_of(low, 0, kPositionBits), step, left));
    _mm256_store_ps(columns.x + i + 8, pixels(bits_of(high, 0, kPositionBits), step, left));
    _mm256_store_ps(columns.y + i, pixels(bits_of(low, kPositionBits, kPositionBits), step, bottom));
    _mm256_store_ps(columns.y + i + 8, pixels(bits_of(high, kPositionBits, kPositionBits), step, bottom));
    put_bytes(columns.angles + i, scaled(bits_of(low, high, kAngleAt, kAngleBits), kAngleStep, 0));
    const __m256i own = scaled(bits_of(low, high, kOwnAt, kOwnBits), -kOwnStep, kMostOwnEvidence);
    _mm256_store_si256(reinterpret_cast<__m256i*>(columns.own_evidence + i), own);
    put_bytes(columns.types + i, bits_of(low, high, kTypeAt, kTypeBits));
    const __m256i marks =
        _mm256_cvtepu8_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i*>(packed.marks + i * kMarkBytes)));
    const __m256i density = _mm256_and_si256(marks, _mm256_set1_epi16((1 << kDensityBits) - 1));
    put_bytes(columns.densities + i, scaled(density, kDensityStep, kLeastDensity));
    put_bytes(columns.qualities + i, scaled(_mm256_srli_epi16(marks, kDensityBits), kQualityStep, kLeastQuality));
  }
}

}  // namespace ridgeline::kernels

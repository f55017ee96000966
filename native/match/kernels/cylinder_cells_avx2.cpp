#include <immintrin.h>

#include <cstring>

#include "match/kernels/cylinder_cells.hpp"

namespace ridgeline::kernels {
namespace {

#define RIDGELINE_LOCAL inline __attribute__((always_inline))

RIDGELINE_LOCAL __m128i rounded(__m128 roots) {
  const __m256d scaled = _mm256_mul_pd(_mm256_cvtps_pd(roots), _mm256_set1_pd(255.0));
  return _mm256_cvttpd_epi32(_mm256_add_pd(scaled, _mm256_set1_pd(0.5)));
}

/// sqrt(min(1, sum / full)) in 1/255, a byte a lane.
RIDGELINE_LOCAL std::uint64_t bytes_of(__m256 sums, __m256 full) {
  const __m256 roots = _mm256_sqrt_ps(_mm256_min_ps(_mm256_div_ps(sums, full), _mm256_set1_ps(1.0f)));
  const __m128i words =
      _mm_packs_epi32(rounded(_mm256_castps256_ps128(roots)), rounded(_mm256_extractf128_ps(roots, 1)));
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_packus_epi16(words, words)));
}

#undef RIDGELINE_LOCAL

}  // namespace

void fill_cells_avx2(std::span<const NeighbourBell> neighbours, float full, std::span<const std::uint8_t> cells,
                     std::uint8_t* out) {
  alignas(32) float sums[kGridSide * kGridSide][kDirectionLanes] = {};
  for (std::size_t i = 0; i < neighbours.size(); ++i) {
    const NeighbourBell& bell = neighbours.data()[i];
    const __m256 directions = _mm256_loadu_ps(bell.directions);
    for (std::size_t row = 0; row < bell.rows.count; ++row) {
      float* reached = sums[(bell.rows.first + row) * kGridSide + bell.columns.first];
      for (std::size_t column = 0; column < bell.columns.count; ++column, reached += kDirectionLanes) {
        const float near = bell.weight * bell.columns.shares.data()[column] * bell.rows.shares.data()[row];
        const __m256 given = _mm256_mul_ps(_mm256_set1_ps(near), directions);
        _mm256_store_ps(reached, _mm256_add_ps(_mm256_load_ps(reached), given));
      }
    }
  }
  const __m256 fulls = _mm256_set1_ps(full);
  for (std::size_t i = 0; i < cells.size(); ++i, out += kCellDirections) {
    const std::uint64_t bytes = bytes_of(_mm256_load_ps(sums[cells.data()[i]]), fulls);
    std::memcpy(out, &bytes, kCellDirections);
  }
}

}  // namespace ridgeline::kernels

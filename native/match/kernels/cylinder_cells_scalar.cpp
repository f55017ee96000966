#include <cmath>

#include "match/kernels/cylinder_cells.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {

void fill_cells_scalar(std::span<const NeighbourBell> neighbours, float full, std::span<const std::uint8_t> cells,
                       std::uint8_t* out) {
  std::array<std::array<float, kDirectionLanes>, kGridSide * kGridSide> sums{};
  for (const NeighbourBell& bell : neighbours) {
    for (std::size_t row = 0; row < bell.rows.count; ++row) {
      std::array<float, kDirectionLanes>* const reached =
          &sums[(bell.rows.first + row) * kGridSide + bell.columns.first];
      for (std::size_t column = 0; column < bell.columns.count; ++column) {
        const float near = bell.weight * bell.columns.shares[column] * bell.rows.shares[row];
        for (std::size_t d = 0; d < kDirectionLanes; ++d) reached[column][d] += near * bell.directions[d];
      }
    }
  }
  for (const std::uint8_t cell : cells) {
    for (std::size_t d = 0; d < kCellDirections; ++d) {
      const float share = sums[cell][d] / full;
      const float root = std::sqrt(share < 1.0f ? share : 1.0f);
      *out++ = static_cast<std::uint8_t>(static_cast<int>(255.0 * static_cast<double>(root) + 0.5));
    }
  }
}

FillCells* fill_cells() noexcept {
#if defined(__x86_64__)
  static FillCells* const chosen = simd::select(&fill_cells_scalar, &fill_cells_avx2, &fill_cells_avx2);
  return chosen;
#else
  return &fill_cells_scalar;
#endif
}

}  // namespace ridgeline::kernels

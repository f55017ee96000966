// The two kinds of grid that extraction works on: fields of one float a cell, and int16 pixel planes with a margin.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "extract/parameters.hpp"

namespace ridgeline {

/// One value a cell (kCellPx square).
template <class T>
struct CellGrid {
  int width = 0;
  int height = 0;
  std::vector<T> values;

  CellGrid() = default;
  CellGrid(int w, int h, T fill = T{}) : width(w), height(h), values(static_cast<std::size_t>(w) * h, fill) {}

  [[nodiscard]] std::size_t size() const noexcept { return values.size(); }
  [[nodiscard]] std::size_t index(int x, int y) const noexcept { return static_cast<std::size_t>(y) * width + x; }
  [[nodiscard]] T& at(int x, int y) noexcept { return values[index(x, y)]; }
  [[nodiscard]] T at(int x, int y) const noexcept { return values[index(x, y)]; }
};

using CellField = CellGrid<float>;
using CellMask = CellGrid<std::uint8_t>;

[[nodiscard]] inline int cells_of(int px) noexcept {
  return (px + extract_parameters::kCellPx - 1) / extract_parameters::kCellPx;
}

/// Grey-like plane of int16 with a margin on each side, so that filters read past the edge without asking.
struct PixelPlane {
  static constexpr int kMargin = 16;  ///< at least the largest filter radius and one vector register beyond

  int width = 0;
  int height = 0;
  std::ptrdiff_t stride = 0;
  std::vector<std::int16_t> values;

  PixelPlane() = default;
  PixelPlane(int w, int h)
      : width(w),
        height(h),
        stride(w + 2 * kMargin + 16),
        values(static_cast<std::size_t>(stride) * (h + 2 * kMargin), std::int16_t{0}) {}

  [[nodiscard]] std::int16_t* row(int y) noexcept { return values.data() + (y + kMargin) * stride + kMargin; }
  [[nodiscard]] const std::int16_t* row(int y) const noexcept {
    return values.data() + (y + kMargin) * stride + kMargin;
  }
  [[nodiscard]] std::int16_t at(int x, int y) const noexcept { return row(y)[x]; }

  /// The rows of a row of cells, and how many of its four lie inside the plane.
  [[nodiscard]] std::array<const std::int16_t*, extract_parameters::kCellPx> cell_rows(int cy) const noexcept {
    std::array<const std::int16_t*, extract_parameters::kCellPx> out{};
    for (int i = 0; i < rows_in_cell(cy); ++i)
      out[static_cast<std::size_t>(i)] = row(cy * extract_parameters::kCellPx + i);
    return out;
  }
  [[nodiscard]] int rows_in_cell(int cy) const noexcept {
    return std::min(extract_parameters::kCellPx, height - cy * extract_parameters::kCellPx);
  }

  /// Fills the margin with the nearest inner pixel.
  void extend_edges() noexcept;
};

/// Scratch for the sums of `planes` planes' columns under one row of cells.
[[nodiscard]] inline std::vector<std::int32_t> column_sums(int width_px, int planes) {
  return std::vector<std::int32_t>(static_cast<std::size_t>(planes * cells_of(width_px) * extract_parameters::kCellPx));
}

/// Gaussian blur cut at 2.5 sigma, weights renormalised at the edges.
[[nodiscard]] CellField blur(const CellField& field, double sigma_cells);

/// The value below which `share` of the values under the mask lie (all values where the mask is empty).
[[nodiscard]] float quantile(const CellField& field, const CellMask* mask, double share);

}  // namespace ridgeline

// The cells of a cylinder: what neighbours give to them, summed, and the sums as bytes. Every form adds in the same order and rounds at
// the same places, so that all give the same bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ridgeline::kernels {

/// Cells of the square grid's side.
inline constexpr std::size_t kGridSide = 8;
/// Directions of a cell, padded with zeros to a register of floats.
inline constexpr std::size_t kDirectionLanes = 8;
/// Directions that count.
inline constexpr std::size_t kCellDirections = 6;
/// A neighbour's bell reaches so many columns and rows at most.
inline constexpr std::size_t kReachedCells = 4;

/// The columns (or rows) that a neighbour's bell reaches, and what it gives to each.
struct ReachedCells {
  std::uint32_t first;
  std::uint32_t count;
  std::array<float, kReachedCells> shares;
};

/// One neighbour: to the cell of a column and a row it gives weight * column's share * row's share, of it each direction's share.
struct NeighbourBell {
  ReachedCells columns;
  ReachedCells rows;
  float weight;
  const float* directions;  ///< kDirectionLanes shares
};

/// Of each cell of `cells`, in their order, writes kCellDirections bytes: sqrt(min(1, sum / full)) in 1/255.
using FillCells = void(std::span<const NeighbourBell> neighbours, float full, std::span<const std::uint8_t> cells,
                       std::uint8_t* out);

FillCells fill_cells_scalar;
#if defined(__x86_64__)
FillCells fill_cells_avx2;
#endif

/// The form for this processor.
[[nodiscard]] FillCells* fill_cells() noexcept;

}  // namespace ridgeline::kernels

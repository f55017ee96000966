// The ridge flow map of a print (ANSI/NIST-ITL extended feature set, field 9.310): which way the ridges run, on a coarse grid.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "base/math.hpp"

namespace ridgeline {

/// Side of a cell, px at 500 ppi: two ridge periods, a tenth of the radius within which a core bends the ridges.
inline constexpr int kFlowCellPx = 16;

/// Steps of half a turn in which orientations are kept: 5.6 degrees each, half the noise of a cell's orientation.
inline constexpr unsigned kFlowSteps = 32;

/// A cell without clear ridges.
inline constexpr std::uint8_t kNoFlow = 0xFF;

/// Most cells of a map along each side: 52 mm, more than a rolled print (ANSI/NIST-ITL: 1.6 x 1.5 in).
inline constexpr std::size_t kMaxFlowSide = 64;

/// Cells along the side of the largest print.
inline constexpr std::size_t kMaxFlowExtent = (limits::kMaxNominalSide + kFlowCellPx - 1) / kFlowCellPx;

/// A rectangle of cells, `left` and `top` cells from the print's top left corner; empty where no flow was recorded. A cell holds
/// the orientation of its ridges in 1/kFlowSteps of half a turn, counter-clockwise from +x with y up, or kNoFlow.
struct RidgeFlowMap {
  std::uint8_t left = 0;
  std::uint8_t top = 0;
  std::uint8_t columns = 0;
  std::uint8_t rows = 0;
  std::vector<std::uint8_t> cells;  ///< row by row

  [[nodiscard]] bool empty() const noexcept { return cells.empty(); }
  friend bool operator==(const RidgeFlowMap&, const RidgeFlowMap&) = default;
};

/// The step nearest to an orientation in radians, y up, within a turn either way.
[[nodiscard]] inline std::uint8_t flow_step_of(double orientation_rad) noexcept {
  constexpr int kTurn = 2 * static_cast<int>(kFlowSteps);
  const int steps = round_to_int(orientation_rad * (kFlowSteps / kPi)) + kTurn;
  return static_cast<std::uint8_t>(steps % static_cast<int>(kFlowSteps));
}

/// Cells along a side of a print, px at 500 ppi.
[[nodiscard]] constexpr int flow_cells_along(int side_px) noexcept { return (side_px + kFlowCellPx - 1) / kFlowCellPx; }

/// The map of a whole print's cells, `columns` a row, cut down to the rectangle of those that flow; empty where none does. What
/// reaches beyond kMaxFlowSide cells around the rectangle's middle is left out.
[[nodiscard]] RidgeFlowMap trim_flow(std::span<const std::uint8_t> cells, int columns);

/// Whether a map keeps the limits above, and has all of its cells.
[[nodiscard]] bool is_sound(const RidgeFlowMap& flow) noexcept;

/// Bytes that encode_flow() writes at most.
inline constexpr std::size_t kFlowHeadBytes = 4;
inline constexpr std::size_t kMaxFlowBytes =
    kFlowHeadBytes + kMaxFlowSide * kMaxFlowSide * (kFlowSteps / 2 + 2) / 8 + 1;

/// Writes a map that is not empty: left, top, columns, rows, and a code of bits for each cell. Neighbours run alike, so a cell
/// takes some three bits: whether it has a flow, and its difference from its neighbours in a Golomb-Rice code.
[[nodiscard]] std::vector<std::uint8_t> encode_flow(const RidgeFlowMap& flow);

/// Reads what encode_flow() wrote; the bytes must hold exactly one map. Errors: MALFORMED_TEMPLATE.
Result<RidgeFlowMap> decode_flow(std::span<const std::uint8_t> bytes);

/// Whether the head of what encode_flow() wrote speaks of a map within the limits.
[[nodiscard]] bool has_sound_head(std::span<const std::uint8_t> bytes) noexcept;

/// Reads the cells of what encode_flow() wrote into rows `stride` apart with room for all of them, which its head counts. The row above
/// the first is read and must be kNoFlow. Of a sound head with other bytes behind it come cells that mean nothing.
void decode_known_flow(std::span<const std::uint8_t> bytes, std::size_t stride, std::uint8_t* cells) noexcept;

}  // namespace ridgeline

#include "extract/flow_map.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "extract/parameters.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

/// Extraction's cells along a side of a cell of the map.
constexpr int kCellsAlong = kFlowCellPx / kCellPx;

std::uint8_t flow_of_cell(const OrientationField& orientation, const CellMask& mask, int column, int row) {
  double cosine = 0;
  double sine = 0;
  int clear = 0;
  const int end_row = std::min((row + 1) * kCellsAlong, mask.height);
  const int end_column = std::min((column + 1) * kCellsAlong, mask.width);
  for (int y = row * kCellsAlong; y < end_row; ++y) {
    for (int x = column * kCellsAlong; x < end_column; ++x) {
      const std::size_t cell = mask.index(x, y);
      if (mask.values[cell] == 0) continue;
      ++clear;
      cosine += static_cast<double>(orientation.cosine.values[cell]);
      sine += static_cast<double>(orientation.sine.values[cell]);
    }
  }
  if (2 * clear < kCellsAlong * kCellsAlong) return kNoFlow;
  return flow_step_of(0.5 * arc_tangent(-sine, cosine));  // image axes have y down
}

}  // namespace

RidgeFlowMap make_flow_map(const OrientationField& orientation, const CellMask& mask) {
  const int columns = (mask.width + kCellsAlong - 1) / kCellsAlong;
  const int rows = (mask.height + kCellsAlong - 1) / kCellsAlong;
  std::vector<std::uint8_t> cells;
  cells.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) cells.push_back(flow_of_cell(orientation, mask, column, row));
  }
  return trim_flow(cells, columns);
}

}  // namespace ridgeline

#include "extract/flow_map.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "extract/parameters.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

/// The cells of the fields that a cell of the map covers.
class CellsOf {
 public:
  explicit CellsOf(double px) : along_(kFlowCellPx / (kCellPx * px)) {}

  [[nodiscard]] int first(int index) const { return round_to_int(index * along_); }
  [[nodiscard]] int end(int index, int size) const { return std::min(first(index + 1), size); }
  [[nodiscard]] int count(int size) const { return static_cast<int>(std::ceil(size / along_)); }
  [[nodiscard]] double area() const { return along_ * along_; }

 private:
  double along_;
};

std::uint8_t flow_of_cell(const OrientationField& orientation, const CellMask& mask, const CellsOf& cells, int column,
                          int row) {
  double cosine = 0;
  double sine = 0;
  int clear = 0;
  for (int y = cells.first(row); y < cells.end(row, mask.height); ++y) {
    for (int x = cells.first(column); x < cells.end(column, mask.width); ++x) {
      const std::size_t cell = mask.index(x, y);
      if (mask.values[cell] == 0) continue;
      ++clear;
      cosine += static_cast<double>(orientation.cosine.values[cell]);
      sine += static_cast<double>(orientation.sine.values[cell]);
    }
  }
  if (2 * clear < cells.area()) return kNoFlow;
  return flow_step_of(0.5 * arc_tangent(-sine, cosine));  // image axes have y down
}

}  // namespace

RidgeFlowMap make_flow_map(const OrientationField& orientation, const CellMask& mask, double px) {
  const CellsOf cells(px);
  const int columns = cells.count(mask.width);
  const int rows = cells.count(mask.height);
  std::vector<std::uint8_t> flow;
  flow.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column)
      flow.push_back(flow_of_cell(orientation, mask, cells, column, row));
  }
  return trim_flow(flow, columns);
}

}  // namespace ridgeline

#include "slap/columns.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "slap/parameters.hpp"

namespace ridgeline::slap {
namespace {

using namespace slap_parameters;

struct Extent {
  double low = 0;
  double high = 0;

  [[nodiscard]] double length() const noexcept { return high - low; }
};

// Between the outermost cells but a few.
Extent extent_of(std::vector<double>& values) {
  const auto skip = static_cast<std::size_t>(kEdgeQuantile * static_cast<double>(values.size()));
  const auto nth = [&](std::size_t index) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(index), values.end());
    return values[index];
  };
  const double low = nth(skip);
  return {low, nth(values.size() - 1 - skip)};
}

struct Part {
  std::vector<Point> cells;
  Extent across;
  double top = 0;
};

Part make_part(std::vector<Point> cells, const TurnedFrame& frame) {
  Part part;
  std::vector<double> across;
  std::vector<double> along;
  for (const Point& cell : cells) {
    const Point turned = frame.from_picture(cell);
    across.push_back(turned.x);
    along.push_back(turned.y);
  }
  part.cells = std::move(cells);
  part.across = extent_of(across);
  part.top = extent_of(along).low;
  return part;
}

// Where a part that is too wide has the fewest cells, a finger's width away from its sides.
double thinnest_place(const Part& part, const TurnedFrame& frame) {
  const auto bins = static_cast<std::size_t>(part.across.length() / kSplitStepPx) + 1;
  std::vector<int> counts(bins, 0);
  for (const Point& cell : part.cells) {
    const double at = (frame.from_picture(cell).x - part.across.low) / kSplitStepPx;
    if (at >= 0 && at < static_cast<double>(bins)) ++counts[static_cast<std::size_t>(at)];
  }
  const auto margin = static_cast<std::size_t>(kLeastSplitPx / kSplitStepPx);
  std::size_t best = bins / 2;
  for (std::size_t i = margin; i + margin < bins; ++i) {
    if (counts[i] < counts[best]) best = i;
  }
  return part.across.low + (static_cast<double>(best) + 0.5) * kSplitStepPx;
}

void add_parts(std::vector<Part>& parts, std::vector<Point> cells, const TurnedFrame& frame) {
  if (cells.size() < kSmallestPiece_cells || parts.size() >= kMostPieces) return;
  Part part = make_part(std::move(cells), frame);
  if (part.across.length() <= kWidestPadPx) {
    parts.push_back(std::move(part));
    return;
  }
  const double place = thinnest_place(part, frame);
  const auto is_left = [&](const Point& cell) { return frame.from_picture(cell).x < place; };
  const auto middle = std::stable_partition(part.cells.begin(), part.cells.end(), is_left);
  add_parts(parts, {part.cells.begin(), middle}, frame);
  add_parts(parts, {middle, part.cells.end()}, frame);
}

bool lies_below(const Part& part, const Column& column) {
  const double common = std::min(part.across.high, column.right) - std::max(part.across.low, column.left);
  return common > kSameColumnShare * std::min(part.across.length(), column.width());
}

}  // namespace

std::vector<Column> columns_of(const std::vector<Piece>& pieces, double tilt_rad) {
  const TurnedFrame frame(tilt_rad);
  std::vector<Part> parts;
  for (const Piece& piece : pieces) add_parts(parts, piece, frame);
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.top < b.top; });
  std::vector<Column> columns;
  for (const Part& part : parts) {
    const auto above =
        std::find_if(columns.begin(), columns.end(), [&](const Column& column) { return lies_below(part, column); });
    if (above == columns.end()) {
      columns.push_back({part.cells, part.across.low, part.across.high});
    } else {
      above->cells.insert(above->cells.end(), part.cells.begin(), part.cells.end());
    }
  }
  std::stable_sort(columns.begin(), columns.end(),
                   [](const Column& a, const Column& b) { return a.cells.size() > b.cells.size(); });
  if (columns.size() > kMostColumns) columns.resize(kMostColumns);
  std::stable_sort(columns.begin(), columns.end(),
                   [](const Column& a, const Column& b) { return a.middle() < b.middle(); });
  return columns;
}

}  // namespace ridgeline::slap

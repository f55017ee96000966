#include "slap/pad.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "slap/parameters.hpp"

namespace ridgeline::slap {
namespace {

using namespace slap_parameters;
using extract_parameters::kCellPx;

struct Rows {
  double first = 0;  ///< along the finger
  std::vector<double> values;

  [[nodiscard]] double at(std::size_t row) const noexcept { return first + static_cast<double>(row) * kProfileStepPx; }
  [[nodiscard]] std::size_t row_of(double along) const noexcept {
    const double row = (along - first) / kProfileStepPx;
    return row <= 0 ? 0 : std::min(static_cast<std::size_t>(row), values.size());
  }
};

Rows count_rows(const std::vector<Point>& cells) {
  double low = cells.front().y;
  double high = low;
  for (const Point& cell : cells) {
    low = std::min(low, cell.y);
    high = std::max(high, cell.y);
  }
  Rows rows{low, std::vector<double>(static_cast<std::size_t>((high - low) / kProfileStepPx) + 1, 0.0)};
  for (const Point& cell : cells) ++rows.values[std::min(rows.row_of(cell.y), rows.values.size() - 1)];
  return rows;
}

// The first row of the first area that is no debris: not much smaller than the largest one below it.
double top_of(const Rows& rows) {
  struct Run {
    std::size_t first;
    double cells;
  };
  std::vector<Run> runs;
  int empty = kGapRows;
  for (std::size_t i = 0; i < rows.values.size(); ++i) {
    if (rows.values[i] < kLeastRowCells) {
      ++empty;
      continue;
    }
    if (empty >= kGapRows) runs.push_back({i, 0.0});
    runs.back().cells += rows.values[i];
    empty = 0;
  }
  double most = 0;
  for (const Run& run : runs) most = std::max(most, run.cells);
  const auto pad =
      std::find_if(runs.begin(), runs.end(), [&](const Run& run) { return run.cells >= kDebrisShare * most; });
  return pad == runs.end() ? rows.first : rows.at(pad->first);
}

// Outermost cells between two places along the finger, but a few.
void set_sides(Pad& pad, const std::vector<Point>& cells, double top, double bottom) {
  std::vector<double> across;
  for (const Point& cell : cells) {
    if (cell.y >= top && cell.y <= bottom) across.push_back(cell.x);
  }
  pad.cells = static_cast<double>(across.size());
  if (across.empty()) return;
  const auto skip = static_cast<std::size_t>(kEdgeQuantile * pad.cells);
  const auto nth = [&](std::size_t index) {
    std::nth_element(across.begin(), across.begin() + static_cast<std::ptrdiff_t>(index), across.end());
    return across[index];
  };
  pad.left = nth(skip) - 0.5 * kCellPx;
  pad.right = nth(across.size() - 1 - skip) + 0.5 * kCellPx;
}

// Ink across the pad, row by row from its top to as far as a pad may reach.
Rows ink_rows(const Pad& pad, const CellField& ink, const TurnedFrame& frame, double bottom) {
  Rows rows{pad.top, {}};
  for (double along = pad.top; along < bottom; along += kProfileStepPx) {
    double sum = 0;
    for (double across = pad.left; across < pad.right; across += kCellPx) {
      const Point at = frame.to_picture({across, along});
      const int x = static_cast<int>(at.x / kCellPx);
      const int y = static_cast<int>(at.y / kCellPx);
      if (at.x >= 0 && at.y >= 0 && x < ink.width && y < ink.height) sum += static_cast<double>(ink.at(x, y));
    }
    rows.values.push_back(sum);
  }
  return rows;
}

double median_of(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// The gap that the joint's crease leaves; where there is none within a pad's length, the faintest row.
double lower_end(const Rows& ink, double width, double end) {
  const std::size_t first = ink.row_of(ink.first + kShortestPadShare * width);
  const std::size_t last = ink.row_of(ink.first + kLongestPadShare * width);
  const std::vector<double> usual_rows(
      ink.values.begin() + static_cast<std::ptrdiff_t>(ink.row_of(ink.first + 0.2 * width)),
      ink.values.begin() + static_cast<std::ptrdiff_t>(first));
  const double least = kGapShare * median_of(usual_rows);
  int faint = 0;
  for (std::size_t i = first; i < last && i < ink.values.size(); ++i) {
    faint = ink.values[i] < least ? faint + 1 : 0;
    if (faint == kGapRows) return ink.at(i + 1 - kGapRows);
  }
  if (end <= ink.at(last)) return end;
  std::size_t faintest = last;
  for (std::size_t i = std::min(first, last); i < last && i < ink.values.size(); ++i) {
    if (faintest == last || ink.values[i] < ink.values[faintest]) faintest = i;
  }
  return ink.at(faintest);
}

// Main axis of the cells from the pad's top on down.
void set_axis(Pad& pad, const std::vector<Point>& cells) {
  double n = 0;
  Point sum;
  for (const Point& cell : cells) {
    if (cell.y < pad.top) continue;
    ++n;
    sum = {sum.x + cell.x, sum.y + cell.y};
  }
  const Point mean{sum.x / std::max(n, 1.0), sum.y / std::max(n, 1.0)};
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (const Point& cell : cells) {
    if (cell.y < pad.top) continue;
    const Point d{cell.x - mean.x, cell.y - mean.y};
    xx += d.x * d.x;
    xy += d.x * d.y;
    yy += d.y * d.y;
  }
  // A finger turned clockwise has its lower end to the left.
  pad.axis_rad = -0.5 * arc_tangent(2 * xy, yy - xx);
  const double spread = std::sqrt((yy - xx) * (yy - xx) + 4 * xy * xy);
  const double elongation = std::sqrt((xx + yy + spread) / std::max(xx + yy - spread, 1.0));
  const double deviation = kAxisDeviationRad / std::max(elongation - 1.0, 1e-3);
  pad.axis_deviation_rad = std::clamp(deviation, kLeastAxisDeviationRad, kMostAxisDeviationRad);
}

// Seen in the frame.
double slant_of(const Pad& pad, const RidgeAreas& areas, const TurnedFrame& frame, double tilt_rad) {
  const double turn_sine = sine(2 * tilt_rad);
  const double turn_cosine = cosine(2 * tilt_rad);
  double sum = 0;
  double count = 0;
  for (double along = pad.top; along < pad.bottom; along += kCellPx) {
    for (double across = pad.left; across < pad.right; across += kCellPx) {
      const Point at = frame.to_picture({across, along});
      const int x = static_cast<int>(at.x / kCellPx);
      const int y = static_cast<int>(at.y / kCellPx);
      if (at.x < 0 || at.y < 0 || x >= areas.mask.width || y >= areas.mask.height || areas.mask.at(x, y) == 0) continue;
      sum += turn_cosine * static_cast<double>(areas.flow.sine.at(x, y)) -
             turn_sine * static_cast<double>(areas.flow.cosine.at(x, y));
      ++count;
    }
  }
  return count > 0 ? sum / count : 0;
}

// Whether a place in the frame lies outside the picture, or on its outermost cells.
bool is_outside(Point in_frame, const CellField& ink, const TurnedFrame& frame) {
  const Point at = frame.to_picture(in_frame);
  return at.x < kCellPx || at.y < kCellPx || at.x >= (ink.width - 1) * kCellPx || at.y >= (ink.height - 1) * kCellPx;
}

// Pads are round: their corners are empty, so it is looked a little inside of them.
void set_cuts(Pad& pad, const CellField& ink, const TurnedFrame& frame) {
  const double inset_x = kCornerShare * pad.width();
  const double inset_y = kCornerShare * pad.height();
  pad.cut_above = is_outside({pad.middle_x(), pad.top - kCellPx}, ink, frame);
  pad.cut = pad.cut_above || is_outside({pad.middle_x(), pad.bottom + kCellPx}, ink, frame);
  for (const double x : {pad.left + inset_x, pad.right - inset_x}) {
    for (const double y : {pad.top + inset_y, pad.bottom - inset_y}) pad.cut |= is_outside({x, y}, ink, frame);
  }
}

}  // namespace

Pad pad_of(const Column& column, const RidgeAreas& areas, double tilt_rad) {
  const TurnedFrame frame(tilt_rad);
  std::vector<Point> cells;
  cells.reserve(column.cells.size());
  for (const Point& cell : column.cells) cells.push_back(frame.from_picture(cell));
  const Rows rows = count_rows(cells);
  Pad pad;
  pad.top = top_of(rows);
  const double end = rows.at(rows.values.size());
  set_sides(pad, cells, pad.top, std::min(pad.top + kUsualPadPx, end));
  const Rows ink =
      ink_rows(pad, areas.ink, frame, std::min(end, pad.top + kLongestPadShare * pad.width() + kUsualPadPx));
  pad.bottom = lower_end(ink, pad.width(), end);
  set_sides(pad, cells, pad.top, pad.bottom);
  set_axis(pad, cells);
  pad.slant = slant_of(pad, areas, frame, tilt_rad);
  set_cuts(pad, areas.ink, frame);
  // The picture's edge has a direction of its own.
  if (pad.cut) pad.axis_deviation_rad *= kCutAxisFactor;
  return pad;
}

}  // namespace ridgeline::slap

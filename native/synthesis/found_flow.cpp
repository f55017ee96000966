#include "synthesis/found_flow.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/math.hpp"
#include "synthesis/shown_skin.hpp"
#include "synthesis/skin_flow.hpp"

namespace ridgeline::synthesis {
namespace {

/// The flow is computed at nodes this far apart, at the corners of every second cell, and joined between them: it bends
/// little within two ridge periods, and an extractor smooths it as well.
constexpr int kNodePx = 2 * kFlowCellPx;
constexpr double kLeastLength = 1e-9;

/// Marks the cells that touch, in a map of just them. Those marks are no orientations yet.
RidgeFlowMap find_cells(const TemplateTraits& traits, const ShownSkin& shown) {
  const int columns = flow_cells_along(traits.width);
  const int rows = flow_cells_along(traits.height);
  std::vector<std::uint8_t> cells;
  cells.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const Point centre{(column + 0.5) * kFlowCellPx, (row + 0.5) * kFlowCellPx};
      const bool touching = shown.touches(traits.position.from_picture(centre));
      cells.push_back(touching ? std::uint8_t{0} : kNoFlow);
    }
  }
  return trim_flow(cells, columns);
}

/// Vectors at twice the angle of the flow, image axes, at the nodes around a map's cells.
class FlowNodes {
 public:
  FlowNodes(const FingerMinutiae& finger, const SkinPosition& position, const RidgeFlowMap& flow)
      : first_column_(flow.left / 2),
        first_row_(flow.top / 2),
        columns_((flow.left + flow.columns) / 2 - first_column_ + 2),
        rows_((flow.top + flow.rows) / 2 - first_row_ + 2) {
    displace(position);
    doubled_ = SkinFlow(finger.traits, finger.flow_key).doubled(skin_);
    for (int row = 0; row < rows_; ++row) {
      for (int column = 0; column < columns_; ++column) place(position, column, row);
    }
  }

  /// At the centre of a cell of the print: a quarter of the way between two nodes, on either side.
  [[nodiscard]] Point at_cell(int column, int row) const noexcept {
    const double right = column % 2 != 0 ? 0.75 : 0.25;
    const double lower = row % 2 != 0 ? 0.75 : 0.25;
    const Point* corner = doubled_.data() + index(column / 2 - first_column_, row / 2 - first_row_);
    const Point* below = corner + columns_;
    const auto joined = [&](double a, double b, double c, double d) {
      return (1 - lower) * ((1 - right) * a + right * b) + lower * ((1 - right) * c + right * d);
    };
    return {joined(corner[0].x, corner[1].x, below[0].x, below[1].x),
            joined(corner[0].y, corner[1].y, below[0].y, below[1].y)};
  }

 private:
  [[nodiscard]] std::size_t index(int column, int row) const noexcept {
    return static_cast<std::size_t>(row * columns_ + column);
  }

  /// Skin under each node: the drag changes slowly, so that at the surface is taken for that of the skin.
  void displace(const SkinPosition& position) {
    const auto count = static_cast<std::size_t>(columns_ * rows_);
    skin_.reserve(count);
    shift_.reserve(count);
    for (int row = 0; row < rows_; ++row) {
      for (int column = 0; column < columns_; ++column) {
        const Point at = position.from_picture({static_cast<double>((first_column_ + column) * kNodePx),
                                                static_cast<double>((first_row_ + row) * kNodePx)});
        const Point undone = position.distortion.undo(at);
        shift_.push_back({undone.x - at.x, undone.y - at.y});
        skin_.push_back({2 * at.x - undone.x + position.skin_middle.x, 2 * at.y - undone.y + position.skin_middle.y});
      }
    }
  }

  /// Turns the flow of the skin as the drag and the finger's own turn do. A displacement with the gradient g turns the direction t
  /// by (g_yx - g_xy + (g_yx + g_xy) cos 2t + (g_yy - g_xx) sin 2t) / 2.
  void place(const SkinPosition& position, int column, int row) noexcept {
    // Differences along the picture's axes, turned into those along the finger's.
    const Point across =
        difference(index(column > 0 ? column - 1 : 0, row), index(std::min(column + 1, columns_ - 1), row));
    const Point down = difference(index(column, row > 0 ? row - 1 : 0), index(column, std::min(row + 1, rows_ - 1)));
    const double c = position.cosine_turn;
    const double s = position.sine_turn;
    const double g_xx = c * across.x - s * down.x;
    const double g_xy = s * across.x + c * down.x;
    const double g_yx = c * across.y - s * down.y;
    const double g_yy = s * across.y + c * down.y;
    Point& flow = doubled_[index(column, row)];
    const double twice_rad = g_yx - g_xy + (g_yx + g_xy) * flow.x + (g_yy - g_xx) * flow.y;
    const Point turned_by_drag = turned(flow, std::clamp(twice_rad, -1.0, 1.0));
    const double c2 = c * c - s * s;
    const double s2 = 2 * c * s;
    flow = {c2 * turned_by_drag.x - s2 * turned_by_drag.y, s2 * turned_by_drag.x + c2 * turned_by_drag.y};
  }
  /// Of the displacement, a pixel; at the rim over one step only, and so too small there.
  [[nodiscard]] Point difference(std::size_t from, std::size_t to) const noexcept {
    return {(shift_[to].x - shift_[from].x) * (0.5 / kNodePx), (shift_[to].y - shift_[from].y) * (0.5 / kNodePx)};
  }

  int first_column_;
  int first_row_;
  int columns_;
  int rows_;
  std::vector<Point> skin_;
  std::vector<Point> shift_;
  std::vector<Point> doubled_;
};

/// The angle of a vector, y up, within 0.004 rad, far nearer than a step: a parabola in each eighth of a turn.
double angle_of(double x, double y) noexcept {
  const double along = std::abs(x);
  const double up = std::abs(y);
  const double ratio = std::min(along, up) / std::max(std::max(along, up), kLeastLength);
  const double eighth = ratio * (kPi / 4 + 0.273 * (1 - ratio));
  const double quarter = up > along ? kPi / 2 - eighth : eighth;
  const double half = x < 0 ? kPi - quarter : quarter;
  return y < 0 ? -half : half;
}

}  // namespace

RidgeFlowMap find_flow(const FingerMinutiae& finger, const TemplateTraits& traits, Random random) {
  const ShownSkin shown(traits, random);
  RidgeFlowMap flow = find_cells(traits, shown);
  if (flow.empty()) return flow;
  const FlowNodes nodes(finger, traits.position, flow);
  for (std::size_t i = 0; i < flow.cells.size(); ++i) {
    if (flow.cells[i] == kNoFlow) continue;
    const int column = flow.left + static_cast<int>(i % flow.columns);
    const int row = flow.top + static_cast<int>(i / flow.columns);
    const Point doubled = nodes.at_cell(column, row);
    const double noise_rad = traits.flow_jitter_rad * quick_normal(random.bits());
    flow.cells[i] = flow_step_of(0.5 * angle_of(doubled.x, -doubled.y) + noise_rad);
  }
  return flow;
}

}  // namespace ridgeline::synthesis

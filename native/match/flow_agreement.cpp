#include "match/flow_agreement.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "match/buffers.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

constexpr float kCell_px = static_cast<float>(kFlowCellPx);
constexpr float kStep_rad = static_cast<float>(kPi / kFlowSteps);
constexpr float kHalfTurn = static_cast<float>(kPi);

/// An angle between orientations, the short way round.
float short_way(float radians) {
  const float turns = radians * (1.0f / kHalfTurn);
  return radians - kHalfTurn * std::floor(turns + 0.5f);
}

/// `to - from` in steps, the short way round.
float steps_between(std::uint8_t from, std::uint8_t to) {
  constexpr int kHalf = static_cast<int>(kFlowSteps / 2);
  constexpr int kMask = static_cast<int>(kFlowSteps) - 1;
  static_assert((kFlowSteps & (kFlowSteps - 1)) == 0);
  return static_cast<float>(((to - from + kHalf) & kMask) - kHalf);
}

/// The flow at a place between the centres of cells, in steps: the mean of those around that flow. False where they weigh less
/// than half.
bool flow_between(const FlowView& flow, float column, float row, float& steps) {
  const float left = std::floor(column);
  const float top = std::floor(row);
  const int c = static_cast<int>(left);
  const int r = static_cast<int>(top);
  const float right_share = column - left;
  const float lower_share = row - top;
  float weight = 0;
  float sum = 0;
  std::uint8_t reference = kNoFlow;
  for (int k = 0; k < 4; ++k) {
    const int at_column = c + (k & 1);
    const int at_row = r + (k >> 1);
    if (at_column < 0 || at_row < 0 || at_column >= flow.frame.columns || at_row >= flow.frame.rows) continue;
    const std::uint8_t cell = flow.cells[at_row * flow.frame.columns + at_column];
    if (cell == kNoFlow) continue;
    if (reference == kNoFlow) reference = cell;
    const float share =
        ((k & 1) != 0 ? right_share : 1 - right_share) * ((k >> 1) != 0 ? lower_share : 1 - lower_share);
    weight += share;
    sum += share * steps_between(reference, cell);
  }
  if (weight < kFlowCommonWeight) return false;
  steps = static_cast<float>(reference) + sum / weight;
  return true;
}

void gather_common(const FlowView& first, const FlowView& second, const RigidTransform& placement, float rotation_rad,
                   CommonFlow& common) {
  common.count = 0;
  const std::uint8_t* cell = first.cells;
  for (int row = 0; row < first.frame.rows; ++row) {
    const float y = -(static_cast<float>(first.frame.top + row) + 0.5f) * kCell_px;
    for (int column = 0; column < first.frame.columns; ++column, ++cell) {
      if (*cell == kNoFlow) continue;
      const float x = (static_cast<float>(first.frame.left + column) + 0.5f) * kCell_px;
      const float placed_x = placement.cosine * x - placement.sine * y + placement.x;
      const float placed_y = placement.sine * x + placement.cosine * y + placement.y;
      const float other_column = placed_x / kCell_px - 0.5f - static_cast<float>(second.frame.left);
      const float other_row = -placed_y / kCell_px - 0.5f - static_cast<float>(second.frame.top);
      if (!(other_column > -1 && other_column < static_cast<float>(second.frame.columns) && other_row > -1 &&
            other_row < static_cast<float>(second.frame.rows))) {
        continue;
      }
      float steps = 0;
      if (!flow_between(second, other_column, other_row, steps)) continue;
      common.x[common.count] = placed_x;
      common.y[common.count] = placed_y;
      common.turn_rad[common.count] = short_way((steps - static_cast<float>(*cell)) * kStep_rad - rotation_rad);
      ++common.count;
    }
  }
}

/// turn = at_middle + x_slope x + y_slope y around the middle of the overlap.
struct EvenTurn {
  float at_middle = 0;
  float x_slope = 0;
  float y_slope = 0;

  [[nodiscard]] float at(float x, float y) const { return at_middle + x_slope * x + y_slope * y; }
};

/// Sums of a weighted least-squares fit; the diagonal starts at the prior, which holds the turn near none.
struct FitSums {
  float w = kFlowTurnPrior, wx = 0, wy = 0;
  float wxx = kFlowTurnPrior * kFlowSlopeUnit_px * kFlowSlopeUnit_px, wxy = 0;
  float wyy = kFlowTurnPrior * kFlowSlopeUnit_px * kFlowSlopeUnit_px;
  float wt = 0, wxt = 0, wyt = 0;

  void add(float x, float y, float turn, float weight) {
    const float weighted_x = weight * x;
    const float weighted_y = weight * y;
    w += weight;
    wx += weighted_x;
    wy += weighted_y;
    wxx += weighted_x * x;
    wxy += weighted_x * y;
    wyy += weighted_y * y;
    wt += weight * turn;
    wxt += weighted_x * turn;
    wyt += weighted_y * turn;
  }

  /// By elimination; the prior keeps every pivot above zero.
  [[nodiscard]] EvenTurn solve() const {
    const float x_share = wx / w;
    const float y_share = wy / w;
    const float xx = wxx - x_share * wx;
    const float xy = wxy - x_share * wy;
    const float xt = wxt - x_share * wt;
    const float yy = wyy - y_share * wy;
    const float yt = wyt - y_share * wt;
    const float slope_share = xy / xx;
    const float y_slope = (yt - slope_share * xt) / (yy - slope_share * xy);
    const float x_slope = (xt - xy * y_slope) / xx;
    return {(wt - wx * x_slope - wy * y_slope) / w, x_slope, y_slope};
  }
};

/// Moves the origin to the middle of the overlap, so that the prior on the slopes leaves the turn there alone.
void centre(CommonFlow& common) {
  float sum_x = 0;
  float sum_y = 0;
  for (std::size_t k = 0; k < common.count; ++k) {
    sum_x += common.x[k];
    sum_y += common.y[k];
  }
  const float middle_x = sum_x / static_cast<float>(common.count);
  const float middle_y = sum_y / static_cast<float>(common.count);
  for (std::size_t k = 0; k < common.count; ++k) {
    common.x[k] -= middle_x;
    common.y[k] -= middle_y;
  }
}

/// Fits again and again, cells that do not follow counting less each time.
EvenTurn fit_turn(const CommonFlow& common) {
  EvenTurn turn;
  for (int round = 0; round < kFlowFitRounds; ++round) {
    FitSums sums;
    for (std::size_t k = 0; k < common.count; ++k) {
      const float expected = turn.at(common.x[k], common.y[k]);
      const float error = short_way(common.turn_rad[k] - expected);
      const float weight = 1.0f / (1.0f + error * error * (1.0f / (kFlowFitError_rad * kFlowFitError_rad)));
      sums.add(common.x[k], common.y[k], expected + error, weight);
    }
    turn = sums.solve();
  }
  return turn;
}

/// Square of the sine, by the series of the sine to the seventh order: 2e-4 near within half a turn.
float squared_sine(float radians) {
  const float square = radians * radians;
  const float sine = radians * (1.0f - square * (1.0f / 6) * (1.0f - square * (1.0f / 20) * (1.0f - square / 42)));
  return sine * sine;
}

}  // namespace

float flow_agreement(const FlowView& first, const FlowView& second, const RigidTransform& placement, float rotation_rad,
                     CommonFlow& common) noexcept {
  gather_common(first, second, placement, rotation_rad, common);
  if (common.count < kFlowMinCells) return kNoFlowAgreement;
  centre(common);
  const EvenTurn turn = fit_turn(common);
  float sum = 0;
  for (std::size_t k = 0; k < common.count; ++k) {
    sum += squared_sine(short_way(common.turn_rad[k] - turn.at(common.x[k], common.y[k])));
  }
  const float differing = kFlowFloor + (2 * sum + kFlowPriorCells * kFlowPriorDifference) /
                                           (static_cast<float>(common.count) + kFlowPriorCells);
  return std::min(static_cast<float>(logarithm(static_cast<double>(differing))), kNoFlowAgreement);
}

}  // namespace ridgeline::match

#include "match/flow_agreement.hpp"

#include <algorithm>
#include <cstddef>

#include "base/math.hpp"
#include "match/buffers.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

constexpr float kCell_px = static_cast<float>(kFlowCellPx);
constexpr float kStep_rad = static_cast<float>(kPi / kFlowSteps);
constexpr float kHalfTurn = static_cast<float>(kPi);

/// The whole number at or below, for numbers above -kLowest: without a call where the processor has no instruction for it.
template <int kLowest>
int floor_above(float value) {
  return static_cast<int>(value + static_cast<float>(kLowest)) - kLowest;
}

/// An angle between orientations, the short way round.
float short_way(float radians) {
  constexpr int kMostTurns = 1024;
  return radians - kHalfTurn * static_cast<float>(floor_above<kMostTurns>(radians * (1.0f / kHalfTurn) + 0.5f));
}

/// `to - from` in steps, the short way round.
float steps_between(std::uint8_t from, std::uint8_t to) {
  constexpr int kHalf = static_cast<int>(kFlowSteps / 2);
  constexpr int kMask = static_cast<int>(kFlowSteps) - 1;
  static_assert((kFlowSteps & (kFlowSteps - 1)) == 0);
  return static_cast<float>(((to - from + kHalf) & kMask) - kHalf);
}

/// kNoFlow outside.
std::uint8_t cell_of(const FlowView& flow, int column, int row) {
  const bool inside = column >= 0 && row >= 0 && column < flow.frame.columns && row < flow.frame.rows;
  return inside ? flow.cells[row * flow.frame.columns + column] : kNoFlow;
}

/// The flow at a place between the centres of cells, in steps: the mean of those around that flow. False where they weigh less
/// than half. The place lies at most one cell outside.
bool flow_between(const FlowView& flow, float column, float row, float& steps) {
  const int left = floor_above<1>(column);
  const int top = floor_above<1>(row);
  const float right_share = column - static_cast<float>(left);
  const float lower_share = row - static_cast<float>(top);
  const std::uint8_t cells[4] = {cell_of(flow, left, top), cell_of(flow, left + 1, top), cell_of(flow, left, top + 1),
                                 cell_of(flow, left + 1, top + 1)};
  const float shares[4] = {(1 - right_share) * (1 - lower_share), right_share * (1 - lower_share),
                           (1 - right_share) * lower_share, right_share * lower_share};
  float weight = 0;
  float sum = 0;
  std::uint8_t reference = kNoFlow;
  for (int k = 0; k < 4; ++k) {
    if (cells[k] == kNoFlow) continue;
    if (reference == kNoFlow) reference = cells[k];
    weight += shares[k];
    sum += shares[k] * steps_between(reference, cells[k]);
  }
  if (weight < kFlowCommonWeight) return false;
  steps = static_cast<float>(reference) + sum / weight;
  return true;
}

/// Every `stride`-th cell of every `stride`-th row of the first print.
void gather_common(const FlowView& first, const FlowView& second, const RigidTransform& placement, float rotation_rad,
                   int stride, CommonFlow& common) {
  common.count = 0;
  for (int row = 0; row < first.frame.rows; row += stride) {
    const std::uint8_t* cells = first.cells + static_cast<std::ptrdiff_t>(row) * first.frame.columns;
    const float y = -(static_cast<float>(first.frame.top + row) + 0.5f) * kCell_px;
    for (int column = 0; column < first.frame.columns; column += stride) {
      if (cells[column] == kNoFlow) continue;
      const float x = (static_cast<float>(first.frame.left + column) + 0.5f) * kCell_px;
      const float placed_x = placement.cosine * x - placement.sine * y + placement.x;
      const float placed_y = placement.sine * x + placement.cosine * y + placement.y;
      const float other_column = placed_x * (1 / kCell_px) - 0.5f - static_cast<float>(second.frame.left);
      const float other_row = -placed_y * (1 / kCell_px) - 0.5f - static_cast<float>(second.frame.top);
      if (!(other_column > -1 && other_column < static_cast<float>(second.frame.columns) && other_row > -1 &&
            other_row < static_cast<float>(second.frame.rows))) {
        continue;
      }
      float steps = 0;
      if (!flow_between(second, other_column, other_row, steps)) continue;
      common.x[common.count] = placed_x;
      common.y[common.count] = placed_y;
      common.turn_rad[common.count] = short_way((steps - static_cast<float>(cells[column])) * kStep_rad - rotation_rad);
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
  float w, wx = 0, wy = 0;
  float wxx, wxy = 0, wyy;
  float wt = 0, wxt = 0, wyt = 0;

  explicit FitSums(float prior)
      : w(prior),
        wxx(prior * kFlowSlopeUnit_px * kFlowSlopeUnit_px),
        wyy(prior * kFlowSlopeUnit_px * kFlowSlopeUnit_px) {}

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
EvenTurn fit_turn(const CommonFlow& common, float prior) {
  EvenTurn turn;
  for (int round = 0; round < kFlowFitRounds; ++round) {
    FitSums sums(prior);
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

/// The agreement of every `stride`-th cell, which stands for as many as it leaves out; not held to kNoFlowAgreement.
float agreement_of_every(int stride, const FlowView& first, const FlowView& second, const RigidTransform& placement,
                         float rotation_rad, CommonFlow& common) {
  gather_common(first, second, placement, rotation_rad, stride, common);
  if (common.count < kFlowMinCells) return kNoFlowAgreement;
  const float cells = static_cast<float>(stride * stride);
  centre(common);
  const EvenTurn turn = fit_turn(common, kFlowTurnPrior / cells);
  float sum = 0;
  for (std::size_t k = 0; k < common.count; ++k) {
    sum += squared_sine(short_way(common.turn_rad[k] - turn.at(common.x[k], common.y[k])));
  }
  const float differing = kFlowFloor + (2 * cells * sum + kFlowPriorCells * kFlowPriorDifference) /
                                           (cells * static_cast<float>(common.count) + kFlowPriorCells);
  return static_cast<float>(logarithm(static_cast<double>(differing)));
}

}  // namespace

float flow_agreement(const FlowView& first, const FlowView& second, const RigidTransform& placement, float rotation_rad,
                     CommonFlow& common) noexcept {
  // A quarter of the cells tells of nearly all impostors that their flow does not agree.
  if (agreement_of_every(2, first, second, placement, rotation_rad, common) > kNoFlowAgreement + kFlowQuickMargin) {
    return kNoFlowAgreement;
  }
  return std::min(agreement_of_every(1, first, second, placement, rotation_rad, common), kNoFlowAgreement);
}

}  // namespace ridgeline::match

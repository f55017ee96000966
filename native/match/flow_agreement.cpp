#include "match/flow_agreement.hpp"

#include <algorithm>
#include <cstddef>

#include "base/math.hpp"
#include "match/buffers.hpp"
#include "match/kernels/floats.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

using kernels::EvenTurn;
using kernels::FlowFitSums;

/// The least-squares fit; the prior adds to the diagonal, which holds the turn near none and keeps every pivot above zero.
EvenTurn solve(FlowFitSums sums, float prior) {
  sums.w += prior;
  sums.wxx += prior * kFlowSlopeUnit_px * kFlowSlopeUnit_px;
  sums.wyy += prior * kFlowSlopeUnit_px * kFlowSlopeUnit_px;
  const float x_share = sums.wx / sums.w;
  const float y_share = sums.wy / sums.w;
  const float xx = sums.wxx - x_share * sums.wx;
  const float xy = sums.wxy - x_share * sums.wy;
  const float xt = sums.wxt - x_share * sums.wt;
  const float yy = sums.wyy - y_share * sums.wy;
  const float yt = sums.wyt - y_share * sums.wt;
  const float slope_share = xy / xx;
  const float y_slope = (yt - slope_share * xt) / (yy - slope_share * xy);
  const float x_slope = (xt - xy * y_slope) / xx;
  return {(sums.wt - sums.wx * x_slope - sums.wy * y_slope) / sums.w, x_slope, y_slope};
}

/// The agreement of every `stride`-th cell, which stands for as many as it leaves out; not held to kNoFlowAgreement.
float agreement_of_every(int stride, const kernels::FlowPair& pair, CommonFlow& common) {
  const kernels::FloatKernels& kernel = kernels::float_kernels();
  const kernels::FlowColumns columns{common.x.data(), common.y.data(), common.turn_rad.data()};
  const std::size_t count = kernel.gather_flow(pair, stride, columns);
  if (count < kFlowMinCells) return kNoFlowAgreement;
  const float cells = static_cast<float>(stride * stride);
  // The prior on the slopes leaves the turn in the middle of the overlap alone.
  kernel.centre_flow(columns, count);
  EvenTurn turn;
  for (int round = 0; round < kFlowFitRounds; ++round) {
    turn = solve(kernel.fit_flow(columns, count, turn), kFlowTurnPrior / cells);
  }
  const float sum = kernel.differing_flow(columns, count, turn);
  const float differing = kFlowFloor + (2 * cells * sum + kFlowPriorCells * kFlowPriorDifference) /
                                           (cells * static_cast<float>(count) + kFlowPriorCells);
  return static_cast<float>(logarithm(static_cast<double>(differing)));
}

}  // namespace

float flow_agreement(const FlowView& first, const FlowView& second, const RigidTransform& placement, float rotation_rad,
                     CommonFlow& common) noexcept {
  const kernels::FlowPair pair{first, second, placement.cosine, placement.sine, placement.x, placement.y, rotation_rad};
  // A quarter of the cells tells of nearly all impostors that their flow does not agree.
  if (agreement_of_every(2, pair, common) > kNoFlowAgreement + kFlowQuickMargin) return kNoFlowAgreement;
  return std::min(agreement_of_every(1, pair, common), kNoFlowAgreement);
}

}  // namespace ridgeline::match

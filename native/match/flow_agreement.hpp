// How well the ridges of two prints run alike where the prints overlap: evidence from between the minutiae.
#pragma once

#include <array>
#include <cstddef>

#include "match/flow_view.hpp"
#include "template/ridge_flow.hpp"

namespace ridgeline::match {

struct RigidTransform;

/// Cells of the first print that fall on flow of the second: where, in its frame, and how far the ridges there are turned
/// against one another.
struct CommonFlow {
  std::size_t count = 0;
  std::array<float, kMaxFlowSide * kMaxFlowSide> x;  ///< px, y up
  std::array<float, kMaxFlowSide * kMaxFlowSide> y;
  std::array<float, kMaxFlowSide * kMaxFlowSide> turn_rad;  ///< within half a turn
};

/// What flow says that agrees perfectly, and what too little of it says or flow that does not agree: it can only support.
inline constexpr float kBestFlowAgreement = -3.912023f;  // log kFlowFloor
inline constexpr float kNoFlowAgreement = -2.5f;

/// Logarithm of the mean squared sine (twice, and a little more) by which the flows differ after a turn that changes evenly over
/// the overlap, as skin that is pressed askew turns; near kBestFlowAgreement where a large overlap is the same, at most
/// kNoFlowAgreement. `placement` moves the
/// first print onto the second and turns it by `rotation_rad`.
[[nodiscard]] float flow_agreement(const FlowView& first, const FlowView& second, const RigidTransform& placement,
                                   float rotation_rad, CommonFlow& common) noexcept;

}  // namespace ridgeline::match

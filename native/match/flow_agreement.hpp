// How well the ridges of two prints run alike where the prints overlap: evidence from between the minutiae.
#pragma once

#include <array>
#include <cstddef>

#include "match/flow_view.hpp"
#include "template/ridge_flow.hpp"

namespace ridgeline::match {

struct RigidTransform;

/// Working memory: the flow that two prints have in common, see kernels::FlowColumns.
struct CommonFlow {
  static constexpr std::size_t kRoom = kMaxFlowSide * kMaxFlowSide + 8;
  alignas(64) std::array<float, kRoom> x;
  alignas(64) std::array<float, kRoom> y;
  alignas(64) std::array<float, kRoom> turn_rad;
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

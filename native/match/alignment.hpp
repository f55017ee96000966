// Rigid transforms of the first print onto the second.
#pragma once

#include "match/buffers.hpp"

namespace ridgeline::match {

/// Weighted least squares over pairs of minutiae, with their directions as further evidence of the rotation.
class RigidFit {
 public:
  void add(float first_x, float first_y, float second_x, float second_y, float rotation_cosine, float rotation_sine,
           float weight) noexcept;
  [[nodiscard]] RigidTransform solve() const noexcept;

 private:
  float weight_ = 0, first_x_ = 0, first_y_ = 0, second_x_ = 0, second_y_ = 0;
  float along_ = 0, across_ = 0, cosine_ = 0, sine_ = 0;
};

/// The transform on which the strongest candidate pair and those that support it agree.
[[nodiscard]] RigidTransform first_transform(const Side& first, const Side& second, const CandidatePairs& candidates,
                                             const Relaxation& relaxation);

/// The transform of the paired minutiae, by their weights.
[[nodiscard]] RigidTransform refit(const Side& first, const Side& second, const Pairing& pairing);

/// Places the first print rigidly, with no displacement.
void place(const Side& first, const RigidTransform& rigid, Placement& placement);

}  // namespace ridgeline::match

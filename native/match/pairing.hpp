// Pairs minutiae one to one under a transform and a smooth displacement, in rounds.
#pragma once

#include "match/buffers.hpp"

namespace ridgeline::match {

/// Starts from a rigid transform; leaves the pairing of the last round and the displacement it implies.
void pair_minutiae(const Side& first, const Side& second, const EvidenceTable& table, const RigidTransform& start,
                   Placement& placement, Pairing& pairing);

}  // namespace ridgeline::match

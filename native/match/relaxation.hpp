// Lets candidate pairs that agree about the transform support one another.
#pragma once

#include "match/buffers.hpp"

namespace ridgeline::match {

/// Needs at least one candidate pair.
void relax(const Side& first, const Side& second, const CandidatePairs& candidates, Relaxation& relaxation);

}  // namespace ridgeline::match

// Lets candidate pairs that agree about the transform support one another.
#pragma once

#include "match/buffers.hpp"

namespace ridgeline::match {

/// Needs at least one candidate pair.
void relax(const Side& first, const Side& second, const CandidatePairs& candidates, Relaxation& relaxation);

/// The same for the paired minutiae, of which there must be one at least: unlike the candidates they agree with one
/// transform, and pairs of poor evidence are among them.
void confirm(const Side& first, const Side& second, const Pairing& pairing, CandidatePairs& pairs,
             Relaxation& confirmation);

}  // namespace ridgeline::match

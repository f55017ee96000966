// What each paired and each unpaired minutia says about identity.
#pragma once

#include "match/buffers.hpp"
#include "match/model.hpp"

namespace ridgeline::match {

/// Fills the figures of paired and unpaired minutiae; the second figure of an unpaired one tells whether it lies in the
/// overlap of the prints.
void measure_evidence(MatchScratch::Buffers& buffers);

/// Turns the figures into logarithms of odds.
void weigh_evidence(const Model& model, const Pairing& pairing, Evidence& evidence);

}  // namespace ridgeline::match

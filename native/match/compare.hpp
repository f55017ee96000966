// The stages of a comparison with a given model; training runs them with models of its own and reads what they leave.
#pragma once

#include "match/buffers.hpp"
#include "match/model.hpp"
#include "match/prepared.hpp"

namespace ridgeline::match {

/// Runs all stages up to the figures of each minutia. False: there is no hypothesis, and the score is the lowest.
[[nodiscard]] bool gather_evidence(const PreparedView& first, const PreparedView& second,
                                   MatchScratch::Buffers& buffers);

/// Weighs what gather_evidence left. The logarithm of odds for the same finger.
[[nodiscard]] float judge(const Model& model, MatchScratch::Buffers& buffers);

}  // namespace ridgeline::match

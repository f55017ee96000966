// All evidence of a comparison in one number.
#pragma once

#include "match/buffers.hpp"
#include "match/model.hpp"

namespace ridgeline::match {

/// The figures of a whole comparison, from everything the stages left.
[[nodiscard]] VerdictFigures measure_verdict(const MatchScratch::Buffers& buffers);

/// Logarithm of odds for the same finger.
[[nodiscard]] float log_odds_of(const LogisticModel<kVerdictFigures>& model, const VerdictFigures& figures) noexcept;

}  // namespace ridgeline::match

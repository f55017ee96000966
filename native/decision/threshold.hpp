// From a wanted error rate to a threshold, and from a score to a decision.
#pragma once

#include <cstdint>

#include "base/error.hpp"

namespace ridgeline {

enum class Decision : std::uint8_t { no_hit, hit };

/// Threshold in decibels for a search of `subjects` at a false positive identification rate: 10 log10(subjects / fpir).
/// A score of s decibels is reached by an impostor with probability 10^(-s/10), so the expected number of
/// impostors at the threshold is fpir. No subjects count as one. Errors: INVALID_ARGUMENT (fpir outside (0, 1]).
Result<double> threshold_db(std::uint64_t subjects, double fpir);

/// Hit where the score reaches the threshold.
[[nodiscard]] constexpr Decision decide(double score_db, double threshold_db) noexcept {
  return score_db >= threshold_db ? Decision::hit : Decision::no_hit;
}

}  // namespace ridgeline

#include "decision/fusion.hpp"

#include <algorithm>
#include <cassert>

#include "decision/decibels.hpp"
#include "decision/parameters.hpp"

namespace ridgeline {

double evidence_of_sum_db(std::size_t fingers, double sum_db) noexcept {
  if (sum_db <= 0.0) return 0.0;
  const double x = sum_db / kDecibelsPerNeper;
  double none_above = 1.0;  // (1-q)^n
  for (std::size_t i = 0; i < fingers; ++i) none_above *= 1.0 - kShareAboveFloor;
  // In step with j: C(n, j) q^j (1-q)^(n-j), the last term of the exponential series and its sum. e^-x is left out here
  // and stands in the result as sum_db. Scores stay below 1000 dB, so that ten terms are far inside a double.
  double weight = none_above;
  double term = 1.0;
  double series = 0.0;
  double probability = 0.0;
  for (std::size_t j = 1; j <= fingers; ++j) {
    const auto count = static_cast<double>(j);
    weight *= static_cast<double>(fingers - j + 1) / count * kShareAboveFloor / (1.0 - kShareAboveFloor);
    series += term;
    term *= x / count;
    probability += weight * series;
  }
  return sum_db - decibels(probability);
}

double best_of_db(double best_db, std::size_t tries) noexcept {
  return std::max(0.0, best_db - decibels(static_cast<double>(std::max<std::size_t>(tries, 1))));
}

double fuse_fingers_db(std::span<const double> finger_scores_db) noexcept {
  assert(finger_scores_db.size() <= kFingerCount);
  const std::size_t count = finger_scores_db.size();
  if (count == 0) return 0.0;
  if (count == 1) return std::max(0.0, finger_scores_db[0]);
  double best_db = 0.0;
  double above_floor_db = 0.0;
  for (const double score_db : finger_scores_db) {
    best_db = std::max(best_db, score_db);
    above_floor_db += std::max(0.0, score_db - kNoiseFloor_db);
  }
  const double best_statement_db = best_of_db(best_db, count) + decibels(kBestFingerShare);
  const double sum_statement_db = evidence_of_sum_db(count, above_floor_db) + decibels(1.0 - kBestFingerShare);
  return std::max({0.0, best_statement_db, sum_statement_db});
}

}  // namespace ridgeline

#include "decision/person_evidence.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "decision/fusion.hpp"

namespace ridgeline {

void PersonEvidence::Best::add(double added_db) noexcept {
  score_db = std::max(score_db, added_db);
  ++comparisons;
}

void PersonEvidence::add(std::uint8_t probe_position, std::uint8_t subject_position, double score_db) noexcept {
  assert(may_be_same_finger(probe_position, subject_position));
  ++comparisons_;
  if (probe_position != 0 && subject_position != 0) {
    known_[probe_position - 1].add(score_db);
    return;
  }
  unknown_.add(score_db);
  const std::uint8_t position = std::max(probe_position, subject_position);
  if (position != 0) one_side_knows_[position - 1].add(score_db);
}

PersonScore PersonEvidence::score() const noexcept {
  PersonScore score{.score_db = person_score_db(), .finger_scores_db = {}};
  for (std::size_t finger = 0; finger < kFingerCount; ++finger) {
    score.finger_scores_db[finger] = finger_score_db(finger);
  }
  return score;
}

double PersonEvidence::known_finger_score_db(std::size_t position) const noexcept {
  const Best& finger = known_[position - 1];
  return best_of_db(finger.score_db, finger.comparisons);
}

double PersonEvidence::person_score_db() const noexcept {
  std::array<double, kFingerCount> fingers{};
  std::size_t count = 0;
  for (const Best& finger : known_) {
    if (finger.comparisons > 0) fingers[count++] = best_of_db(finger.score_db, finger.comparisons);
  }
  const double known_db = fuse_fingers_db({fingers.data(), count});
  if (unknown_.comparisons == 0) return known_db;
  const double unknown_db = best_of_db(unknown_.score_db, unknown_.comparisons);
  if (count == 0) return unknown_db;
  return best_of_db(std::max(known_db, unknown_db), 2);
}

float PersonEvidence::finger_score_db(std::size_t finger) const noexcept {
  const Best& known = known_[finger];
  const Best& half_known = one_side_knows_[finger];
  if (known.comparisons == 0 && half_known.comparisons == 0) return std::numeric_limits<float>::quiet_NaN();
  double score_db = 0;
  if (known.comparisons > 0) score_db = best_of_db(known.score_db, known.comparisons);
  if (half_known.comparisons > 0) {
    score_db = std::max(score_db, best_of_db(half_known.score_db, unknown_.comparisons));
  }
  return static_cast<float>(score_db);
}

}  // namespace ridgeline

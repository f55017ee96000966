// Collects the comparisons of a probe with one subject and makes the person's score of them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "decision/parameters.hpp"

namespace ridgeline {

/// Finger positions run from 0 (unknown) to 10. Prints of different known fingers say nothing of each other; an unknown
/// one may be any finger.
[[nodiscard]] constexpr bool may_be_same_finger(std::uint8_t position, std::uint8_t other) noexcept {
  return position == other || position == 0 || other == 0;
}

struct PersonScore {
  double score_db = 0;
  /// Score of the fingers 1 to 10, corrected for the number of comparisons; NaN where a finger was not compared.
  std::array<float, kFingerCount> finger_scores_db{};
};

/// Several impressions of a finger, on either side: the best comparison, corrected for their number, since it can't be
/// known how much the impressions have in common.
///
/// Prints of unknown finger are compared with every print of the other side. All these comparisons make one piece of
/// evidence, the best corrected for the number of all, as if they spoke of one finger: two unknown prints may be the
/// same finger twice, and must not count twice. Where fingers known on both sides were compared as well, the stronger
/// of the two pieces counts, corrected for two tries (3 dB), because the unknown print may be one of these fingers.
class PersonEvidence {
 public:
  /// One comparison; the positions must be such that may_be_same_finger().
  void add(std::uint8_t probe_position, std::uint8_t subject_position, double score_db) noexcept;

  [[nodiscard]] std::size_t comparisons() const noexcept { return comparisons_; }
  [[nodiscard]] PersonScore score() const noexcept;
  /// Of a finger that both sides know, 1 to 10; 0 where it was not compared.
  [[nodiscard]] double known_finger_score_db(std::size_t position) const noexcept;

 private:
  struct Best {
    double score_db = 0;
    std::size_t comparisons = 0;
    void add(double added_db) noexcept;
  };

  [[nodiscard]] double person_score_db() const noexcept;
  [[nodiscard]] float finger_score_db(std::size_t finger) const noexcept;

  std::array<Best, kFingerCount> known_;           // both sides know the finger
  std::array<Best, kFingerCount> one_side_knows_;  // by the finger that one side knows
  std::size_t comparisons_ = 0;
  Best unknown_;  // all comparisons in which a side does not know the finger
};

}  // namespace ridgeline

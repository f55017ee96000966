// The best candidates of a search.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "decision/parameters.hpp"
#include "gallery/gallery.hpp"

namespace ridgeline {

struct Candidate {
  SubjectNumber number = 0;
  float score_db = 0;
  /// Of the fingers 1 to 10; NaN where a finger was not compared.
  std::array<float, kFingerCount> finger_scores_db{};
};

/// The order of candidates: higher score, then lower number, so that the same gallery always gives the same list.
[[nodiscard]] constexpr bool ranks_before(const Candidate& a, const Candidate& b) noexcept {
  return a.score_db != b.score_db ? a.score_db > b.score_db : a.number < b.number;
}

/// Keeps the best of all candidates it is shown, at most `max_candidates`.
class BestCandidates {
 public:
  explicit BestCandidates(std::size_t max_candidates) : max_candidates_(max_candidates) {}

  void add(const Candidate& candidate);

  /// Best first. Ends the collection.
  [[nodiscard]] std::vector<Candidate> take();

 private:
  const std::size_t max_candidates_;
  std::vector<Candidate> heap_;  // the worst that is kept stands first
};

}  // namespace ridgeline

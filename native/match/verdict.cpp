#include "match/verdict.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "match/soft.hpp"

namespace ridgeline::match {
namespace {

/// Keeps logarithms of strengths finite.
constexpr double kLeastStrength = 0.01;
/// Minutiae that are added to those of a comparison, so that few of them don't make a large share.
constexpr float kCautionMinutiae = 4.0f;

/// Paired minutiae, each by how likely it is a true pair.
float likely_pairs(const MatchedEvidence& matched, std::size_t count) {
  float sum = 0;
  for (std::size_t k = 0; k < count; ++k) sum += soft_step(matched.log_odds[k]);
  return sum;
}

/// Unpaired minutiae that lie among paired ones, and what all unpaired ones say against.
struct UnpairedSums {
  float among_paired = 0;
  float against = 0;
};

UnpairedSums sum_unpaired(const UnmatchedEvidence& unmatched) {
  UnpairedSums out;
  for (std::size_t u = 0; u < unmatched.count; ++u) {
    out.among_paired += std::min(unmatched.figures[2][u], 1.0f);
    out.against += std::min(unmatched.log_odds[u], 0.0f);
  }
  return out;
}

}  // namespace

float figure_of_strength(float strength) noexcept {
  return static_cast<float>(logarithm(static_cast<double>(strength) + kLeastStrength));
}

MinutiaeFigures measure_verdict(const MatchScratch::Buffers& buffers) {
  const float likely = likely_pairs(buffers.evidence.matched, buffers.pairing.count);
  const UnpairedSums unpaired = sum_unpaired(buffers.evidence.unmatched);
  return {
      figure_of_strength(buffers.relaxation.strongest),
      figure_of_strength(buffers.confirmation.strongest),
      std::sqrt(buffers.relaxation.first_support),
      2 * likely / (2 * likely + unpaired.among_paired + kCautionMinutiae),
      unpaired.against,
  };
}

VerdictFigures with_agreement(const MinutiaeFigures& figures, float agreement) noexcept {
  VerdictFigures out{};
  std::copy(figures.begin(), figures.end(), out.begin());
  out.back() = agreement;
  return out;
}

}  // namespace ridgeline::match

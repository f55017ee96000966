#include "match/verdict.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "match/soft.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

/// Standardised figures beyond this many deviations say no more.
constexpr float kFigureLimit = 5.0f;
/// A paired minutia whose log odds exceed this is counted as clear.
constexpr float kClear = 1.5f;
/// Qualities are weighed against this one.
constexpr float kUsualQuality = 70.0f;

/// Natural logarithm of 1 + x.
float log1p_of(float x) { return static_cast<float>(logarithm(1.0 + static_cast<double>(std::max(x, 0.0f)))); }

struct MatchedSums {
  float sum = 0, positive = 0, above_zero = 0, clear = 0, likely = 0;
  float off_px = 0, turn_rad = 0, evidence = 0, support = 0, type = 0;  // means, by likelihood
};

MatchedSums sum_matched(const MatchedEvidence& matched, std::size_t count) {
  MatchedSums out;
  for (std::size_t k = 0; k < count; ++k) {
    const float log_odds = matched.log_odds[k];
    const float likely = soft_step(log_odds);
    out.sum += log_odds;
    out.positive += std::max(log_odds, 0.0f);
    out.above_zero += log_odds > 0.0f ? 1.0f : 0.0f;
    out.clear += log_odds > kClear ? 1.0f : 0.0f;
    out.likely += likely;
    out.evidence += likely * matched.figures[k][0];
    out.off_px += likely * matched.figures[k][1];
    out.turn_rad += likely * matched.figures[k][3];
    out.type += likely * matched.figures[k][7];
    out.support += likely * matched.figures[k][8];
  }
  const float share = 1.0f / (out.likely + 0.01f);
  for (float* mean : {&out.off_px, &out.turn_rad, &out.evidence, &out.support, &out.type}) *mean *= share;
  return out;
}

struct UnmatchedSums {
  float sum = 0, negative = 0, in_overlap = 0, quality_in_overlap = 0, among_paired = 0;
};

UnmatchedSums sum_unmatched(const UnmatchedEvidence& unmatched) {
  UnmatchedSums out;
  for (std::size_t u = 0; u < unmatched.count; ++u) {
    const float log_odds = unmatched.log_odds[u];
    out.sum += log_odds;
    out.negative += std::min(log_odds, 0.0f);
    out.among_paired += std::min(unmatched.figures[u][2], 1.0f);
    if (unmatched.density_ratio[u] <= kOverlapDensity) continue;
    out.in_overlap += 1.0f;
    out.quality_in_overlap += unmatched.figures[u][0] / kUsualQuality;
  }
  return out;
}

float mean_of_best(const CandidatePairs& candidates, std::size_t best) {
  float sum = 0;
  for (std::size_t k = 0; k < std::min(best, candidates.count); ++k) sum += candidates.evidence[k];
  return sum / static_cast<float>(best);
}

/// Root mean square of the displacement at the paired minutiae, px.
float deformation_px(const Placement& placement, const Pairing& pairing) {
  float sum = 0;
  for (std::size_t k = 0; k < pairing.count; ++k) {
    const std::size_t i = pairing.first[k];
    sum += placement.shift_x[i] * placement.shift_x[i] + placement.shift_y[i] * placement.shift_y[i];
  }
  return std::sqrt(sum / static_cast<float>(std::max<std::size_t>(pairing.count, 1)));
}

}  // namespace

VerdictFigures measure_verdict(const MatchScratch::Buffers& buffers) {
  const MatchedSums matched = sum_matched(buffers.evidence.matched, buffers.pairing.count);
  const UnmatchedSums unmatched = sum_unmatched(buffers.evidence.unmatched);
  const auto paired = static_cast<float>(buffers.pairing.count);
  const auto fewer = static_cast<float>(std::min(buffers.first.count, buffers.second.count));
  const auto more = static_cast<float>(std::max(buffers.first.count, buffers.second.count));
  const float likely_share = 2 * matched.likely / (2 * matched.likely + unmatched.among_paired + 4);
  const float positive_share = matched.positive / (paired + unmatched.in_overlap + 6);
  const Relaxation& relaxation = buffers.relaxation;
  return {
      matched.sum,
      matched.positive,
      matched.above_zero,
      matched.clear,
      matched.likely,
      paired,
      unmatched.sum,
      unmatched.negative,
      unmatched.in_overlap,
      unmatched.among_paired,
      unmatched.quality_in_overlap,
      likely_share,
      positive_share,
      matched.off_px,
      matched.turn_rad,
      matched.evidence,
      matched.support,
      matched.type,
      static_cast<float>(logarithm(static_cast<double>(relaxation.strongest) + 0.01)),
      deformation_px(buffers.placement, buffers.pairing),
      fewer,
      more,
      relaxation.first_support,
      static_cast<float>(buffers.candidates.count),
      mean_of_best(buffers.candidates, 3),
      mean_of_best(buffers.candidates, 8),
      std::sqrt(matched.positive),
      std::sqrt(matched.above_zero),
      std::sqrt(matched.likely),
      std::sqrt(paired),
      std::sqrt(unmatched.among_paired),
      std::sqrt(fewer),
      std::sqrt(relaxation.first_support),
      log1p_of(matched.positive),
      log1p_of(matched.likely),
      log1p_of(likely_share),
      log1p_of(positive_share),
  };
}

float log_odds_of(const LogisticModel<kVerdictFigures>& model, const VerdictFigures& figures) noexcept {
  float sum = model.intercept;
  for (std::size_t i = 0; i < kVerdictFigures; ++i) {
    const float standard = (figures[i] - model.mean[i]) * model.inverse_deviation[i];
    sum += model.weight[i] * std::clamp(standard, -kFigureLimit, kFigureLimit);
  }
  return sum;
}

}  // namespace ridgeline::match

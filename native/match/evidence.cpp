#include "match/evidence.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>

#include "match/angles.hpp"
#include "match/density.hpp"
#include "match/displacement.hpp"
#include "match/similarity.hpp"
#include "match/small_net.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

constexpr float kEvidenceLow = -30.0f;
constexpr float kEvidenceHigh = 45.0f;
constexpr float kLeadLow = -20.0f;
constexpr float kLeadHigh = 15.0f;
constexpr float kMostPairedDensity = 3.0f;

float type_agreement(std::uint8_t first, std::uint8_t second) {
  constexpr auto kOther = static_cast<std::uint8_t>(MinutiaType::other);
  if (first == kOther || second == kOther) return 0.5f;
  return first == second ? 1.0f : 0.0f;
}

float length(float x, float y) { return std::sqrt(x * x + y * y); }

/// Share of the minutiae around a paired one that are paired, too; one half where it stands alone.
float paired_share(float paired_around, std::uint8_t density) {
  const float others = static_cast<float>(density) / kDensitySteps - 1.0f;
  return (paired_around - 1.0f + 0.5f) / (others + 1.0f);
}

/// What is known of pair k: its descriptors, its place, its neighbours.
std::array<float, kMatchedFigures> figures_of_pair(const MatchScratch::Buffers& buffers, std::size_t k) {
  const Pairing& pairing = buffers.pairing;
  const std::size_t i = pairing.first[k];
  const std::size_t j = pairing.second[k];
  const OwnDisplacement expected = displacement_without(pairing, buffers.placement, k);
  const float off_px = length(pairing.residual_x[k] - expected.x, pairing.residual_y[k] - expected.y);
  const float turn_rad = std::fabs(wrapped(pairing.residual_rad[k] - expected.turn_rad));
  const auto quality_first = static_cast<float>(buffers.first->qualities[i]);
  const auto quality_second = static_cast<float>(buffers.second->qualities[j]);
  const float lead_row = std::clamp(lead_in_row(buffers.table, buffers.second->count, i, j), kLeadLow, kLeadHigh);
  const float lead_column = std::clamp(lead_in_column(buffers.table, buffers.leads, i, j), kLeadLow, kLeadHigh);
  const float share_first = paired_share(buffers.evidence.at_first.paired[i], buffers.first->densities[i]);
  const float share_second = paired_share(buffers.evidence.at_second.paired[j], buffers.second->densities[j]);
  return {
      std::clamp(pairing.evidence[k], kEvidenceLow, kEvidenceHigh),
      off_px,
      std::sqrt(off_px),
      turn_rad,
      std::sqrt(turn_rad),
      std::min(quality_first, quality_second),
      quality_first + quality_second,
      type_agreement(buffers.first->types[i], buffers.second->types[j]),
      std::sqrt(expected.support),
      std::sqrt(length(pairing.residual_x[k], pairing.residual_y[k])),
      std::min(lead_row, lead_column),
      std::max(lead_row, lead_column),
      std::min(share_first, share_second),
      std::max(share_first, share_second),
      std::sqrt(buffers.confirmation.support[k]),
  };
}

void measure_unmatched(const Side& side, const std::bitset<kMaxPaddedMinutiae>& paired, const OtherDensity& other,
                       UnmatchedEvidence& unmatched) {
  for (std::size_t i = 0; i < side.count; ++i) {
    if (paired[i]) continue;
    const float own = static_cast<float>(side.densities[i]) / kDensitySteps;
    const float ratio = other.all[i] / own;
    const float among_paired = std::min(other.paired[i], kMostPairedDensity);
    const std::size_t u = unmatched.count++;
    unmatched.figures[0][u] = static_cast<float>(side.qualities[i]);
    unmatched.figures[1][u] = std::sqrt(ratio);
    unmatched.figures[2][u] = among_paired;
    unmatched.figures[3][u] = std::sqrt(among_paired);
  }
}

}  // namespace

void measure_evidence(MatchScratch::Buffers& buffers) {
  const Pairing& pairing = buffers.pairing;
  Evidence& evidence = buffers.evidence;
  measure_density(*buffers.first, *buffers.second, buffers.placement, pairing, evidence.at_first, evidence.at_second);
  std::bitset<kMaxPaddedMinutiae> paired_first;
  std::bitset<kMaxPaddedMinutiae> paired_second;
  for (std::size_t k = 0; k < pairing.count; ++k) {
    const std::array<float, kMatchedFigures> figures = figures_of_pair(buffers, k);
    for (std::size_t f = 0; f < kMatchedFigures; ++f) evidence.matched.figures[f][k] = figures[f];
    paired_first[pairing.first[k]] = true;
    paired_second[pairing.second[k]] = true;
  }
  evidence.unmatched.count = 0;
  measure_unmatched(*buffers.first, paired_first, evidence.at_first, evidence.unmatched);
  measure_unmatched(*buffers.second, paired_second, evidence.at_second, evidence.unmatched);
}

void weigh_evidence(const Model& model, const Pairing& pairing, Evidence& evidence) {
  run_net(model.matched, evidence.matched.figures, pairing.count, evidence.matched.log_odds.data());
  run_net(model.unmatched, evidence.unmatched.figures, evidence.unmatched.count, evidence.unmatched.log_odds.data());
}

}  // namespace ridgeline::match

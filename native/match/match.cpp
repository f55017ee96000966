#include "match/match.hpp"

#include <cmath>
#include <utility>

#include "match/alignment.hpp"
#include "match/buffers.hpp"
#include "match/calibration.hpp"
#include "match/candidates.hpp"
#include "match/compare.hpp"
#include "match/evidence.hpp"
#include "match/pairing.hpp"
#include "match/relaxation.hpp"
#include "match/similarity.hpp"
#include "match/verdict.hpp"

namespace ridgeline {
namespace match {
namespace {

void load(const PreparedView& print, Side& side) {
  side.count = print.minutiae();
  side.padded = print.padded();
  side.angles = print.angles();
  side.qualities = print.qualities();
  side.types = print.types();
  side.densities = print.densities();
  side.indices = print.indices();
  side.flow = print.flow();
  for (std::size_t i = 0; i < side.padded; ++i) {
    side.x[i] = static_cast<float>(print.x()[i]) * static_cast<float>(1 / kStepsPerPx);
    side.y[i] = static_cast<float>(print.y()[i]) * static_cast<float>(1 / kStepsPerPx);
  }
}

}  // namespace

bool relax_candidates(const PreparedView& first, const PreparedView& second, MatchScratch::Buffers& buffers) {
  using match_parameters::kMinMinutiae;
  if (first.minutiae() < kMinMinutiae || second.minutiae() < kMinMinutiae) return false;
  load(first, buffers.first);
  load(second, buffers.second);
  fill_evidence_table(first, second, buffers.table);
  pick_candidates(buffers.table, first.minutiae(), second.minutiae(), buffers.candidates);
  if (buffers.candidates.count == 0) return false;
  relax(buffers.first, buffers.second, buffers.candidates, buffers.relaxation);
  return true;
}

bool is_promising(const Relaxation& relaxation) noexcept {
  return figure_of_strength(relaxation.strongest) +
             match_parameters::kSupportShare * std::sqrt(relaxation.first_support) >=
         match_parameters::kPromising;
}

bool pair_and_measure(MatchScratch::Buffers& buffers) {
  const RigidTransform start = first_transform(buffers.first, buffers.second, buffers.candidates, buffers.relaxation);
  pair_minutiae(buffers.first, buffers.second, buffers.table, start, buffers.placement, buffers.pairing);
  if (buffers.pairing.count == 0) return false;
  confirm(buffers.first, buffers.second, buffers.pairing, buffers.confirmed_pairs, buffers.confirmation);
  measure_evidence(buffers);
  return true;
}

bool gather_evidence(const PreparedView& first, const PreparedView& second, MatchScratch::Buffers& buffers) {
  return relax_candidates(first, second, buffers) && pair_and_measure(buffers);
}

namespace {

bool knows_flow(const MatchScratch::Buffers& buffers) {
  return buffers.first.flow.frame.count() > 0 && buffers.second.flow.frame.count() > 0;
}

float measure_flow(MatchScratch::Buffers& buffers) {
  return flow_agreement(buffers.first.flow, buffers.second.flow, buffers.placement.rigid,
                        buffers.placement.rotation_rad, buffers.common_flow);
}

}  // namespace

Judgement judge(const Model& model, MatchScratch::Buffers& buffers) {
  weigh_evidence(model, buffers.pairing, buffers.evidence);
  const MinutiaeFigures minutiae = measure_verdict(buffers);
  Judgement out{};
  out.flow_known = knows_flow(buffers);
  out.figures = with_agreement(minutiae, out.flow_known ? measure_flow(buffers) : kNoFlowAgreement);
  out.by_minutiae = log_odds_of(model.by_minutiae.odds, minutiae);
  out.with_flow = log_odds_of(model.with_flow.odds, out.figures);
  return out;
}

float score_of(const Model& model, MatchScratch::Buffers& buffers) {
  weigh_evidence(model, buffers.pairing, buffers.evidence);
  const MinutiaeFigures minutiae = measure_verdict(buffers);
  if (!knows_flow(buffers)) {
    return decibels_of(model.by_minutiae.calibration, log_odds_of(model.by_minutiae.odds, minutiae));
  }
  const auto score_with = [&](float agreement) {
    const VerdictFigures figures = with_agreement(minutiae, agreement);
    return decibels_of(model.with_flow.calibration, log_odds_of(model.with_flow.odds, figures));
  };
  if (score_with(kBestFlowAgreement) <= kLowestScore_db) return kLowestScore_db;
  return score_with(measure_flow(buffers));
}

}  // namespace match

MatchScratch::MatchScratch() : buffers_(std::make_unique<Buffers>()) {}
MatchScratch::~MatchScratch() = default;
MatchScratch::MatchScratch(MatchScratch&&) noexcept = default;
MatchScratch& MatchScratch::operator=(MatchScratch&&) noexcept = default;

namespace {

/// A quick comparison ends where the relaxation is not promising.
enum class Effort : std::uint8_t { whole, quick };

/// Compares in the order that the prints' own bytes set, so that the score does not depend on which of them is the probe: swaps
/// them where the second comes before.
float compare_in_order(match::PreparedView& first, match::PreparedView& second, Effort effort,
                       MatchScratch::Buffers& buffers) {
  if (!first.comes_before(second)) std::swap(first, second);
  if (!match::relax_candidates(first, second, buffers)) return kLowestScore_db;
  if (effort == Effort::quick && !match::is_promising(buffers.relaxation)) return kLowestScore_db;
  if (!match::pair_and_measure(buffers)) return kLowestScore_db;
  return match::score_of(match::shipped_model(), buffers);
}

float compare_prints(std::span<const std::uint8_t> probe, std::span<const std::uint8_t> candidate, Effort effort,
                     MatchScratch& scratch) {
  match::PreparedView first(probe);
  match::PreparedView second(candidate);
  return compare_in_order(first, second, effort, scratch.buffers());
}

}  // namespace

float compare(std::span<const std::uint8_t> probe, std::span<const std::uint8_t> candidate, MatchScratch& scratch) {
  return compare_prints(probe, candidate, Effort::whole, scratch);
}

float compare_quickly(std::span<const std::uint8_t> probe, std::span<const std::uint8_t> candidate,
                      MatchScratch& scratch) {
  return compare_prints(probe, candidate, Effort::quick, scratch);
}

Comparison explain_comparison(std::span<const std::uint8_t> probe, std::span<const std::uint8_t> candidate,
                              MatchScratch& scratch) {
  match::PreparedView first(probe);
  match::PreparedView second(candidate);
  const bool swapped = !first.comes_before(second);
  MatchScratch::Buffers& buffers = scratch.buffers();
  buffers.pairing.count = 0;
  buffers.placement.rotation_rad = 0;
  Comparison out;
  out.score_db = compare_in_order(first, second, Effort::whole, buffers);
  out.rotation_rad = swapped ? -buffers.placement.rotation_rad : buffers.placement.rotation_rad;
  for (std::size_t k = 0; k < buffers.pairing.count; ++k) {
    std::uint8_t from = buffers.first.indices[buffers.pairing.first[k]];
    std::uint8_t to = buffers.second.indices[buffers.pairing.second[k]];
    if (swapped) std::swap(from, to);
    out.pairs.push_back({from, to, buffers.evidence.matched.log_odds[k]});
  }
  return out;
}

}  // namespace ridgeline

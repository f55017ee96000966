#include "match/match.hpp"

#include <algorithm>
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
#include "match/selection.hpp"
#include "match/similarity.hpp"
#include "match/verdict.hpp"

namespace ridgeline {
namespace match {
bool arrange(const Side& probe, const Side& candidate, MatchScratch::Buffers& buffers) noexcept {
  const bool swapped = !probe.comes_before(candidate);
  buffers.first = swapped ? &candidate : &probe;
  buffers.second = swapped ? &probe : &candidate;
  return swapped;
}

bool unfold_both(std::span<const std::uint8_t> probe, std::span<const std::uint8_t> candidate,
                 MatchScratch::Buffers& buffers) noexcept {
  unfold(probe, buffers.probe);
  unfold(candidate, buffers.candidate);
  return arrange(buffers.probe, buffers.candidate, buffers);
}

namespace {

/// Other extractors' qualities, which come without a flow map, do not tell which minutiae should lead.
std::size_t leading_minutiae(const Side& side) noexcept {
  return side.knows_flow() ? std::min(side.count, match_parameters::kLeadingMinutiae) : side.count;
}

}  // namespace

bool relax_candidates(MatchScratch::Buffers& buffers) {
  const Side& first = *buffers.first;
  const Side& second = *buffers.second;
  if (first.count < match_parameters::kMinMinutiae || second.count < match_parameters::kMinMinutiae) return false;
  fill_evidence_table(first, second, buffers.table);
  const std::size_t leading_first = leading_minutiae(first);
  const std::size_t leading_second = leading_minutiae(second);
  find_leads(buffers.table, leading_first, second.count, buffers.leads);
  pick_candidates(buffers.table, buffers.leads, leading_first, leading_second, buffers.candidates);
  if (buffers.candidates.count == 0) return false;
  relax(first, second, buffers.candidates, buffers.relaxation);
  return true;
}

bool is_promising(const Relaxation& relaxation) noexcept {
  return figure_of_strength(relaxation.strongest) +
             match_parameters::kSupportShare * std::sqrt(relaxation.first_support) >=
         match_parameters::kPromising;
}

bool pair_and_confirm(MatchScratch::Buffers& buffers) {
  const Side& first = *buffers.first;
  const Side& second = *buffers.second;
  const RigidTransform start = first_transform(first, second, buffers.candidates, buffers.relaxation);
  pair_minutiae(first, second, buffers.table, start, buffers.placement, buffers.pairing);
  if (buffers.pairing.count == 0) return false;
  confirm(first, second, buffers.pairing, buffers.confirmed_pairs, buffers.confirmation);
  return true;
}

bool is_confirmed(const Relaxation& relaxation, const Relaxation& confirmation) noexcept {
  return figure_of_strength(confirmation.strongest) +
             match_parameters::kCandidatesShare * figure_of_strength(relaxation.strongest) >=
         match_parameters::kConfirmed;
}

bool gather_evidence(MatchScratch::Buffers& buffers) {
  if (!relax_candidates(buffers) || !pair_and_confirm(buffers)) return false;
  measure_evidence(buffers);
  return true;
}

namespace {

bool knows_flow(const MatchScratch::Buffers& buffers) {
  return buffers.first->knows_flow() && buffers.second->knows_flow();
}

// A probe that is not the buffers' own was read when it was unfolded.
float measure_flow(MatchScratch::Buffers& buffers) {
  read_flow(buffers.probe);
  read_flow(buffers.candidate);
  return flow_agreement(buffers.first->flow(), buffers.second->flow(), buffers.placement.rigid,
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

/// A quick comparison ends where the relaxation is not promising, or does not become so by the pairing.
enum class Effort : std::uint8_t { whole, quick };

float score_arranged(Effort effort, MatchScratch::Buffers& buffers) {
  if (!match::relax_candidates(buffers)) return kLowestScore_db;
  if (effort == Effort::quick && !match::is_promising(buffers.relaxation)) return kLowestScore_db;
  if (!match::pair_and_confirm(buffers)) return kLowestScore_db;
  if (effort == Effort::quick && !match::is_confirmed(buffers.relaxation, buffers.confirmation)) return kLowestScore_db;
  match::measure_evidence(buffers);
  return match::score_of(match::shipped_model(), buffers);
}

float score_unfolded(Effort effort, const UnfoldedPrint& probe, std::span<const std::uint8_t> candidate,
                     MatchScratch::Buffers& buffers) {
  match::unfold(candidate, buffers.candidate);
  match::arrange(probe.side(), buffers.candidate, buffers);
  return score_arranged(effort, buffers);
}

}  // namespace

UnfoldedPrint::UnfoldedPrint(std::span<const std::uint8_t> prepared) : side_(std::make_unique<match::Side>()) {
  match::unfold(prepared, *side_);
  match::read_flow(*side_);
}
UnfoldedPrint::~UnfoldedPrint() = default;
UnfoldedPrint::UnfoldedPrint(UnfoldedPrint&&) noexcept = default;
UnfoldedPrint& UnfoldedPrint::operator=(UnfoldedPrint&&) noexcept = default;

float compare(std::span<const std::uint8_t> probe, std::span<const std::uint8_t> candidate, MatchScratch& scratch) {
  match::unfold_both(probe, candidate, scratch.buffers());
  return score_arranged(Effort::whole, scratch.buffers());
}

float compare(const UnfoldedPrint& probe, std::span<const std::uint8_t> candidate, MatchScratch& scratch) {
  return score_unfolded(Effort::whole, probe, candidate, scratch.buffers());
}

float compare_quickly(const UnfoldedPrint& probe, std::span<const std::uint8_t> candidate, MatchScratch& scratch) {
  return score_unfolded(Effort::quick, probe, candidate, scratch.buffers());
}

Comparison explain_comparison(const Template& probe, const Template& candidate, MatchScratch& scratch) {
  const PreparedPrint prepared_probe = prepare(probe);
  const PreparedPrint prepared_candidate = prepare(candidate);
  MatchScratch::Buffers& buffers = scratch.buffers();
  buffers.pairing.count = 0;
  buffers.placement.rotation_rad = 0;
  const bool swapped = match::unfold_both(prepared_probe.bytes, prepared_candidate.bytes, buffers);
  Comparison out;
  out.score_db = score_arranged(Effort::whole, buffers);
  out.rotation_rad = swapped ? -buffers.placement.rotation_rad : buffers.placement.rotation_rad;
  // A prepared print holds its minutiae in this order.
  const std::vector<std::uint8_t> probe_order = match::rank_minutiae(probe.minutiae);
  const std::vector<std::uint8_t> candidate_order = match::rank_minutiae(candidate.minutiae);
  const auto& of_probe = swapped ? buffers.pairing.second : buffers.pairing.first;
  const auto& of_candidate = swapped ? buffers.pairing.first : buffers.pairing.second;
  for (std::size_t k = 0; k < buffers.pairing.count; ++k) {
    out.pairs.push_back(
        {probe_order[of_probe[k]], candidate_order[of_candidate[k]], buffers.evidence.matched.log_odds[k]});
  }
  return out;
}

}  // namespace ridgeline

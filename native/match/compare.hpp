// The stages of a comparison with a given model; training runs them with models of its own and reads what they leave.
#pragma once

#include <cstdint>
#include <span>

#include "match/buffers.hpp"
#include "match/model.hpp"
#include "match/side.hpp"

namespace ridgeline::match {

/// Makes two prints the first and the second of a comparison, in the order that their own bytes set, so that the score does not
/// depend on which of them is the probe. True where the candidate comes first.
bool arrange(const Side& probe, const Side& candidate, MatchScratch::Buffers& buffers) noexcept;

/// The same for prepared prints, which are unfolded in the buffers.
bool unfold_both(std::span<const std::uint8_t> probe, std::span<const std::uint8_t> candidate,
                 MatchScratch::Buffers& buffers) noexcept;

/// Runs the stages up to the relaxation on the prints that were arranged. False: there is no hypothesis, and the score is the lowest.
[[nodiscard]] bool relax_candidates(MatchScratch::Buffers& buffers);

/// Whether what relax_candidates() left may become a score worth having.
[[nodiscard]] bool is_promising(const Relaxation& relaxation) noexcept;

/// Runs those from there up to the relaxation of the paired minutiae. False: nothing could be paired.
[[nodiscard]] bool pair_and_confirm(MatchScratch::Buffers& buffers);

/// Whether what pair_and_confirm() left may become a score worth having.
[[nodiscard]] bool is_confirmed(const Relaxation& relaxation, const Relaxation& confirmation) noexcept;

/// Runs all stages up to the figures of each minutia. False: there is no hypothesis, and the score is the lowest.
[[nodiscard]] bool gather_evidence(MatchScratch::Buffers& buffers);

/// Figures and logarithms of odds for the same finger, by the minutiae alone and with flow.
struct Judgement {
  VerdictFigures figures;
  float by_minutiae;
  float with_flow;
  bool flow_known;  ///< both prints have a flow map
};

/// Weighs what gather_evidence left.
[[nodiscard]] Judgement judge(const Model& model, MatchScratch::Buffers& buffers);

/// The score in decibels of what gather_evidence left: that of judge(), without measuring flow where it cannot lift the score
/// above the lowest.
[[nodiscard]] float score_of(const Model& model, MatchScratch::Buffers& buffers);

}  // namespace ridgeline::match

// Working memory of one comparison: what each stage leaves for the next, in the order of the stages.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "match/flow_agreement.hpp"
#include "match/kernels/evidence_table.hpp"
#include "match/kernels/floats.hpp"
#include "match/match.hpp"
#include "match/model.hpp"
#include "match/parameters.hpp"
#include "match/side.hpp"

namespace ridgeline {
namespace match {

/// Pairs that one relaxation may hold: the candidate pairs, and later the paired minutiae.
inline constexpr std::size_t kMaxPairs = kMaxPaddedMinutiae;
static_assert(match_parameters::kMaxCandidatePairs <= kMaxPairs);
static_assert(kernels::kFloatStride == kMaxPairs && kernels::kTableStride == kMaxPaddedMinutiae);
static_assert(kernels::kTableValues == match_parameters::kDescriptorValues);

using PairFloats = std::array<float, kMaxPairs>;

/// Evidence of every minutia of the first print against every one of the second, steps of 1 / kEvidenceSteps.
struct EvidenceTable {
  alignas(64) std::array<std::int16_t, kMaxPaddedMinutiae * kMaxPaddedMinutiae> steps;
  [[nodiscard]] const std::int16_t* row(std::size_t first) const noexcept {
    return steps.data() + first * kMaxPaddedMinutiae;
  }
  [[nodiscard]] float at(std::size_t first, std::size_t second) const noexcept {
    return static_cast<float>(row(first)[second]) / match_parameters::kEvidenceSteps;
  }
};

/// The best evidence of each minutia of the second print, and the second best.
struct EvidenceLeads {
  alignas(64) std::array<std::int16_t, kMaxPaddedMinutiae> best;
  alignas(64) std::array<std::int16_t, kMaxPaddedMinutiae> second;
};

/// Pairs of minutiae that may be the same, best evidence first.
struct CandidatePairs {
  std::size_t count = 0;
  std::array<std::uint8_t, kMaxPairs> first;
  std::array<std::uint8_t, kMaxPairs> second;
  alignas(64) PairFloats evidence;
};

/// How well the candidate pairs support one another.
struct Relaxation {
  alignas(64) std::array<float, kMaxPairs * kMaxPairs> compatibility;
  alignas(64) PairFloats strength;  ///< of each candidate pair after the last round
  alignas(64) PairFloats support;   ///< of each candidate pair in the first round
  std::size_t seed = 0;             ///< the strongest
  float strongest = 0;
  float first_support = 0;  ///< support of the first round, summed over pairs by their own odds
};

/// First print -> frame of the second.
struct RigidTransform {
  float cosine = 1;
  float sine = 0;
  float x = 0;
  float y = 0;
};

/// The first print in the frame of the second: rigidly, and what the smooth displacement adds to it.
struct Placement {
  RigidTransform rigid;
  float rotation_rad = 0;
  alignas(64) MinutiaFloats x;
  alignas(64) MinutiaFloats y;
  alignas(64) MinutiaFloats shift_x;
  alignas(64) MinutiaFloats shift_y;
  alignas(64) MinutiaFloats turn_rad;
  alignas(64) MinutiaFloats support;  ///< weight of the pairs around
};

/// Paired minutiae, each at most once.
struct Pairing {
  std::size_t count = 0;
  std::array<std::uint8_t, kMaxPaddedMinutiae> first;
  std::array<std::uint8_t, kMaxPaddedMinutiae> second;
  alignas(64) MinutiaFloats evidence;
  alignas(64) MinutiaFloats weight;
  alignas(64) MinutiaFloats residual_x;  ///< second minus rigidly placed first, px
  alignas(64) MinutiaFloats residual_y;
  alignas(64) MinutiaFloats residual_rad;
};

/// Minutiae around each minutia of one print, in the other one.
struct OtherDensity {
  alignas(64) MinutiaFloats all;
  alignas(64) MinutiaFloats paired;
};

/// Columns of figures of the paired minutiae, and the logarithm of odds that they make.
struct MatchedEvidence {
  alignas(64) std::array<MinutiaFloats, kMatchedFigures> figures;
  alignas(64) MinutiaFloats log_odds;
};

/// The same of the unpaired minutiae of both prints.
struct UnmatchedEvidence {
  std::size_t count = 0;
  alignas(64) std::array<std::array<float, 2 * kMaxPaddedMinutiae>, kUnmatchedFigures> figures;
  alignas(64) std::array<float, 2 * kMaxPaddedMinutiae> log_odds;
};

struct Evidence {
  OtherDensity at_first;
  OtherDensity at_second;
  MatchedEvidence matched;
  UnmatchedEvidence unmatched;
};

using MinutiaeFigures = std::array<float, kMinutiaeFigures>;
using VerdictFigures = std::array<float, kVerdictFigures>;

}  // namespace match

struct MatchScratch::Buffers {
  match::Side probe;  ///< where it was not unfolded before
  match::Side candidate;
  const match::Side* first = nullptr;  ///< of the two, the one that comes first
  const match::Side* second = nullptr;
  match::EvidenceTable table;
  match::EvidenceLeads leads;
  match::CandidatePairs candidates;
  match::Relaxation relaxation;
  match::Placement placement;
  match::Pairing pairing;
  match::CandidatePairs confirmed_pairs;
  match::Relaxation confirmation;
  match::Evidence evidence;
  match::CommonFlow common_flow;
};

}  // namespace ridgeline

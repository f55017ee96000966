#include "match/relaxation.hpp"

#include <algorithm>

#include "match/angles.hpp"
#include "match/kernels/floats.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

/// Of padding: has no odds at all.
constexpr float kNoEvidence = -100.0f;

/// Columns of the pairs; the padding stands far away from everything and turned round, so that it supports nothing.
void gather(const Side& first, const Side& second, const CandidatePairs& candidates, kernels::PairColumns& columns) {
  const AngleTable& turn = angle_table();
  for (std::size_t k = 0; k < candidates.count; ++k) {
    const std::uint8_t i = candidates.first[k];
    const std::uint8_t j = candidates.second[k];
    columns.first_x[k] = first.x[i];
    columns.first_y[k] = first.y[i];
    columns.second_x[k] = second.x[j];
    columns.second_y[k] = second.y[j];
    const auto rotation = static_cast<std::uint8_t>(second.angles[j] - first.angles[i]);
    columns.cosine[k] = turn.cosine[rotation];
    columns.sine[k] = turn.sine[rotation];
    columns.evidence[k] = candidates.evidence[k];
    columns.first[k] = i;
    columns.second[k] = j;
  }
  for (std::size_t k = candidates.count; k < padded_to_lanes(candidates.count); ++k) {
    columns.first_x[k] = columns.first_y[k] = columns.second_x[k] = columns.second_y[k] = 0.0f;
    columns.cosine[k] = columns.sine[k] = 0.0f;
    columns.first[k] = columns.second[k] = -1;
    columns.evidence[k] = kNoEvidence;
  }
}

}  // namespace

void relax(const Side& first, const Side& second, const CandidatePairs& candidates, Relaxation& relaxation) {
  const kernels::FloatKernels& kernel = kernels::float_kernels();
  kernels::PairColumns columns;
  gather(first, second, candidates, columns);
  kernel.compatibility(columns, candidates.count, relaxation.compatibility.data());
  const kernels::Relaxed relaxed = kernel.relax(columns, candidates.count, relaxation.compatibility.data(),
                                                relaxation.strength.data(), relaxation.support.data());
  relaxation.seed = relaxed.seed;
  relaxation.strongest = relaxed.strongest;
  relaxation.first_support = relaxed.first_support;
}

void confirm(const Side& first, const Side& second, const Pairing& pairing, CandidatePairs& pairs,
             Relaxation& confirmation) {
  pairs.count = pairing.count;
  std::copy_n(pairing.first.begin(), pairing.count, pairs.first.begin());
  std::copy_n(pairing.second.begin(), pairing.count, pairs.second.begin());
  std::copy_n(pairing.evidence.begin(), pairing.count, pairs.evidence.begin());
  relax(first, second, pairs, confirmation);
}

}  // namespace ridgeline::match

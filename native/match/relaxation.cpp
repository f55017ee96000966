#include "match/relaxation.hpp"

#include <algorithm>

#include "match/angles.hpp"
#include "match/kernels/floats.hpp"
#include "match/soft.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

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
    columns.first[k] = i;
    columns.second[k] = j;
  }
  for (std::size_t k = candidates.count; k < padded_to_lanes(candidates.count); ++k) {
    columns.first_x[k] = columns.first_y[k] = columns.second_x[k] = columns.second_y[k] = 0.0f;
    columns.cosine[k] = columns.sine[k] = 0.0f;
    columns.first[k] = columns.second[k] = -1;
  }
}

}  // namespace

void relax(const Side& first, const Side& second, const CandidatePairs& candidates, Relaxation& relaxation) {
  const kernels::FloatKernels& kernel = kernels::float_kernels();
  const std::size_t count = candidates.count;
  const std::size_t padded = padded_to_lanes(count);
  kernels::PairColumns columns;
  gather(first, second, candidates, columns);
  kernel.compatibility(columns, count, padded, relaxation.compatibility.data());
  alignas(64) PairFloats odds;
  alignas(64) PairFloats support;
  for (std::size_t s = 0; s < count; ++s) {
    odds[s] = soft_step(kPriorSlope * (candidates.evidence[s] - kPriorMiddle));
    relaxation.strength[s] = odds[s];
  }
  for (int round = 0; round < kRelaxationRounds; ++round) {
    kernel.weighted_rows(relaxation.compatibility.data(), relaxation.strength.data(), count, padded, support.data());
    float largest = 0.0f;
    float weighted = 0.0f;
    for (std::size_t s = 0; s < count; ++s) {
      weighted += odds[s] * support[s];
      relaxation.strength[s] = (kRelaxationMemory * relaxation.strength[s] + support[s]) * (kRelaxationFloor + odds[s]);
      largest = std::max(largest, relaxation.strength[s]);
    }
    if (round == 0) {
      relaxation.first_support = weighted;
      relaxation.support = support;
    }
    if (round + 1 == kRelaxationRounds || largest <= 0.0f) continue;
    for (std::size_t s = 0; s < count; ++s) relaxation.strength[s] /= largest;
  }
  relaxation.seed = 0;
  for (std::size_t s = 1; s < count; ++s) {
    if (relaxation.strength[s] > relaxation.strength[relaxation.seed]) relaxation.seed = s;
  }
  relaxation.strongest = relaxation.strength[relaxation.seed];
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

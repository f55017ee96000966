#include "match/pairing.hpp"

#include <algorithm>
#include <bitset>
#include <cmath>

#include "match/alignment.hpp"
#include "match/angles.hpp"
#include "match/displacement.hpp"
#include "match/kernels/floats.hpp"
#include "match/soft.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

/// Two minutiae near enough to be paired.
struct Edge {
  float cost;
  std::uint8_t first;
  std::uint8_t second;

  [[nodiscard]] bool operator<(const Edge& other) const noexcept {
    if (cost != other.cost) return cost < other.cost;
    return first != other.first ? first < other.first : second < other.second;
  }
};

/// More minutiae than four around each place of the other print do not occur where prints are real.
struct Edges {
  static constexpr std::size_t kMost = 4 * kMaxPaddedMinutiae;
  std::size_t count = 0;
  std::array<Edge, kMost + 1> items;
};

float turn_between(const Side& first, const Side& second, std::size_t i, std::size_t j, float rotation_rad) {
  const auto steps = static_cast<std::int8_t>(static_cast<std::uint8_t>(second.angles[j] - first.angles[i]));
  return wrapped(static_cast<float>(steps) * kRadiansPerStep - rotation_rad);
}

void find_edges(const Side& first, const Side& second, const EvidenceTable& table, const Placement& placement,
                float reach_px, Edges& edges) {
  alignas(64) MinutiaFloats x;
  alignas(64) MinutiaFloats y;
  for (std::size_t i = 0; i < first.padded; ++i) {
    x[i] = placement.x[i] + placement.shift_x[i];
    y[i] = placement.y[i] + placement.shift_y[i];
  }
  std::array<std::uint16_t, kMaxPaddedMinutiae * kMaxPaddedMinutiae + 1> near;
  const std::size_t near_count =
      kernels::float_kernels().near({x.data(), y.data(), first.count}, {second.x.data(), second.y.data(), second.count},
                                    reach_px * reach_px, near.data());
  // Whether two minutiae point the same way nobody can predict: an edge is written in any case, and overwritten where they don't.
  edges.count = 0;
  for (std::size_t k = 0; k < near_count; ++k) {
    const std::size_t i = near[k] / 256;
    const std::size_t j = near[k] % 256;
    const float turn = wrapped(turn_between(first, second, i, j, placement.rotation_rad) - placement.turn_rad[i]);
    const float dx = second.x[j] - x[i];
    const float dy = second.y[j] - y[i];
    const float evidence = std::clamp(table.at(i, j), kCostEvidenceLow, kCostEvidenceHigh);
    const float cost = kCostPerPx2 * (dx * dx + dy * dy) + kCostPerRad2 * turn * turn - kCostPerEvidence * evidence;
    edges.items[edges.count] = {cost, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j)};
    edges.count += static_cast<std::size_t>(std::fabs(turn) <= kPairingAngle_rad) &
                   static_cast<std::size_t>(edges.count < Edges::kMost);
  }
}

/// Takes edges by rising cost, each minutia once: of the edges left, all that are the cheapest of both their minutiae,
/// again and again.
void take_edges(Edges& edges, const EvidenceTable& table, Pairing& pairing) {
  constexpr std::uint16_t kNone = Edges::kMost;
  std::array<std::uint16_t, kMaxPaddedMinutiae> first_best;
  std::array<std::uint16_t, kMaxPaddedMinutiae> second_best;
  std::bitset<kMaxPaddedMinutiae> first_taken;
  std::bitset<kMaxPaddedMinutiae> second_taken;
  pairing.count = 0;
  while (edges.count > 0) {
    first_best.fill(kNone);
    second_best.fill(kNone);
    for (std::size_t e = 0; e < edges.count; ++e) {
      const Edge& edge = edges.items[e];
      std::uint16_t& of_first = first_best[edge.first];
      std::uint16_t& of_second = second_best[edge.second];
      if (of_first == kNone || edge < edges.items[of_first]) of_first = static_cast<std::uint16_t>(e);
      if (of_second == kNone || edge < edges.items[of_second]) of_second = static_cast<std::uint16_t>(e);
    }
    for (std::size_t e = 0; e < edges.count; ++e) {
      const Edge& edge = edges.items[e];
      if (first_best[edge.first] != e || second_best[edge.second] != e) continue;
      first_taken[edge.first] = true;
      second_taken[edge.second] = true;
      const std::size_t k = pairing.count++;
      pairing.first[k] = edge.first;
      pairing.second[k] = edge.second;
      pairing.evidence[k] = table.at(edge.first, edge.second);
      pairing.weight[k] = kFitWeightFloor + soft_step(kFitWeightSlope * (pairing.evidence[k] - kFitWeightMiddle));
    }
    std::size_t left = 0;
    for (std::size_t e = 0; e < edges.count; ++e) {
      const Edge& edge = edges.items[e];
      if (!first_taken[edge.first] && !second_taken[edge.second]) edges.items[left++] = edge;
    }
    edges.count = left;
  }
}

void measure_residuals(const Side& first, const Side& second, const Placement& placement, Pairing& pairing) {
  for (std::size_t k = 0; k < pairing.count; ++k) {
    const std::size_t i = pairing.first[k];
    const std::size_t j = pairing.second[k];
    pairing.residual_x[k] = second.x[j] - placement.x[i];
    pairing.residual_y[k] = second.y[j] - placement.y[i];
    pairing.residual_rad[k] = turn_between(first, second, i, j, placement.rotation_rad);
  }
}

}  // namespace

void pair_minutiae(const Side& first, const Side& second, const EvidenceTable& table, const RigidTransform& start,
                   Placement& placement, Pairing& pairing) {
  place(first, start, placement);
  clear_displacement(first, placement);
  Edges edges;
  for (int round = 0; round < kPairingRounds; ++round) {
    find_edges(first, second, table, placement, kPairingDistance_px[round], edges);
    take_edges(edges, table, pairing);
    if (round == 0 && pairing.count > 0) place(first, refit(first, second, pairing), placement);
    measure_residuals(first, second, placement, pairing);
    estimate_displacement(first, pairing, placement);
  }
}

}  // namespace ridgeline::match

// Error versus discard: what is left of the false non-matches when the pairs of the worst quality are not compared.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "training/quality_training.hpp"

namespace ridgeline::training {

/// FNMR at FMR 0.1 % without the given share of genuine pairs, those whose worse print is the worst. The threshold is that
/// of all pairs. Pairs of the same quality are discarded in equal parts.
inline double fnmr_after_discarding(const QualitySet& set, const std::vector<double>& qualities, double share) {
  constexpr double kFmr = 0.001;
  std::vector<double> impostors;
  struct Genuine {
    double quality;
    bool refused;
  };
  std::vector<Genuine> genuine;
  for (const ScoredPair& pair : set.pairs) {
    if (!pair.genuine) impostors.push_back(pair.score_db);
  }
  std::sort(impostors.begin(), impostors.end(), std::greater<>());
  const double threshold = impostors[static_cast<std::size_t>(kFmr * static_cast<double>(impostors.size()) + 1e-9)];
  for (const ScoredPair& pair : set.pairs) {
    if (pair.genuine) {
      genuine.push_back({std::min(qualities[pair.first], qualities[pair.second]), pair.score_db <= threshold});
    }
  }
  std::sort(genuine.begin(), genuine.end(), [](const auto& a, const auto& b) { return a.quality < b.quality; });
  const double discarded = share * static_cast<double>(genuine.size());
  double refused = 0;
  for (std::size_t from = 0, to = 0; from < genuine.size(); from = to) {
    double refused_here = 0;
    for (; to < genuine.size() && genuine[to].quality == genuine[from].quality; ++to)
      refused_here += genuine[to].refused;
    const auto count = static_cast<double>(to - from);
    const double gone = std::clamp(discarded - static_cast<double>(from), 0.0, count);
    refused += refused_here * (1 - gone / count);
  }
  return refused / (static_cast<double>(genuine.size()) - discarded);
}

/// Rank correlation (Spearman) of quality and mean genuine score over the prints of a set.
inline double rank_correlation(const QualitySet& set, const std::vector<double>& qualities) {
  const auto ranks = [](const std::vector<double>& values) {
    std::vector<double> out;
    for (const double value : values) {
      double below = 0;
      for (const double other : values) below += other < value ? 1.0 : other == value ? 0.5 : 0.0;
      out.push_back(below - static_cast<double>(values.size()) / 2);
    }
    return out;
  };
  std::vector<double> targets;
  for (const QualityPrint& print : set.prints) targets.push_back(print.mean_genuine_db);
  const std::vector<double> a = ranks(qualities);
  const std::vector<double> b = ranks(targets);
  double ab = 0, aa = 0, bb = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return ab / std::sqrt(aa * bb);
}

}  // namespace ridgeline::training

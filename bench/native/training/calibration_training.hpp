// Fits decibels to the scores of impostors.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <vector>

#include "match/model.hpp"

namespace ridgeline::training {

/// Scores of one set's impostor comparisons; those without a hypothesis are counted, too.
struct ImpostorScores {
  std::vector<float> log_odds;
  std::size_t without_hypothesis = 0;
};

/// A score with the share of all impostor comparisons that it stands for, each set weighing the same.
struct WeightedScore {
  float log_odds;
  double weight;
};

inline std::vector<WeightedScore> pool(const std::vector<ImpostorScores>& sets) {
  std::vector<WeightedScore> out;
  for (const ImpostorScores& set : sets) {
    const double count = static_cast<double>(set.log_odds.size() + set.without_hypothesis);
    for (const float score : set.log_odds) out.push_back({score, 1 / (count * static_cast<double>(sets.size()))});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.log_odds > b.log_odds; });
  return out;
}

/// Log odds that this share of impostors exceeds.
inline double quantile(const std::vector<WeightedScore>& falling, double share) {
  double sum = 0;
  for (const WeightedScore& score : falling) {
    sum += score.weight;
    if (sum >= share) return static_cast<double>(score.log_odds);
  }
  return static_cast<double>(falling.back().log_odds);
}

/// Mean of what the scores above a threshold exceed it by: the scale of an exponential tail.
inline double mean_excess(const std::vector<WeightedScore>& falling, double threshold) {
  double sum = 0;
  double weight = 0;
  for (const WeightedScore& score : falling) {
    if (static_cast<double>(score.log_odds) <= threshold) break;
    sum += score.weight * (static_cast<double>(score.log_odds) - threshold);
    weight += score.weight;
  }
  return sum / weight;
}

/// Quantiles for the common scores, and from the best tenth on an exponential tail, whose decibels are a straight line.
inline match::CalibrationModel fit_calibration(const std::vector<ImpostorScores>& sets) {
  constexpr double kTailShare = 0.1;
  constexpr double kTailStart_db = 10.0;
  const std::vector<WeightedScore> falling = pool(sets);
  const double start = quantile(falling, kTailShare);
  const double slope_db = 10.0 / std::log(10.0) / mean_excess(falling, start);
  match::CalibrationModel model{};
  constexpr std::size_t kCommon = match::CalibrationModel::kKnots - 2;
  double last = -1e9;
  for (std::size_t knot = 0; knot < kCommon; ++knot) {
    const double score_db = kTailStart_db * static_cast<double>(knot) / kCommon;
    const double log_odds = quantile(falling, std::min(std::pow(10.0, -score_db / 10), 0.999999));
    last = std::max(log_odds, last + 1e-3);
    model.log_odds[knot] = static_cast<float>(last);
    model.score_db[knot] = static_cast<float>(score_db);
  }
  for (std::size_t knot = kCommon; knot < match::CalibrationModel::kKnots; ++knot) {
    const double beyond = 10.0 * static_cast<double>(knot - kCommon);
    model.log_odds[knot] = static_cast<float>(std::max(start, last + 1e-3) + beyond);
    model.score_db[knot] = static_cast<float>(kTailStart_db + slope_db * beyond);
  }
  return model;
}

}  // namespace ridgeline::training

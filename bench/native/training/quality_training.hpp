// Learns quality: a linear model from the figures of a print to its mean genuine score.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "extract/extract.hpp"
#include "pgm.hpp"
#include "quality/parameters.hpp"
#include "quality/quality.hpp"
#include "training/logistic_training.hpp"

namespace ridgeline::training {

using QualityInputs = std::array<double, quality::kInputs>;

/// A print and what its comparisons gave. One that could not be extracted has no inputs and the quality 0.
struct QualityPrint {
  std::string name;
  std::string finger;
  bool extracted = false;
  QualityInputs inputs{};
  Template minutiae;
  int ridge_area_px = 0;
  double mean_genuine_db = 0;
};

struct ScoredPair {
  std::size_t first;
  std::size_t second;
  bool genuine;
  double score_db;
};

struct QualitySet {
  std::string name;
  int group = 0;        ///< sets of one group show the same fingers
  double weight = 1.0;  ///< each group weighs the same
  std::vector<QualityPrint> prints;
  std::vector<ScoredPair> pairs;
};

inline std::vector<QualityPrint> extract_set(const std::filesystem::path& folder, double ppi) {
  std::vector<QualityPrint> out;
  for (const auto& path : pictures_of(folder)) {
    QualityPrint print;
    print.name = path.stem().string();
    print.finger = print.name.substr(0, print.name.rfind('_'));
    if (Result<Extraction> found = extract(read_pgm(path, ppi), {})) {
      print.extracted = true;
      print.inputs = quality::inputs_of(found.value().figures);
      print.ridge_area_px = found.value().figures.ridge_area_px;
      print.minutiae = std::move(found).value().print;
    }
    out.push_back(std::move(print));
  }
  return out;
}

/// Lines "a b score" of every pair, as bench_train_match --scores writes them; names that are unknown are passed over.
inline std::vector<ScoredPair> read_pairs(const std::filesystem::path& path, const std::vector<QualityPrint>& prints) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < prints.size(); ++i) places[prints[i].name] = i;
  std::vector<ScoredPair> out;
  std::ifstream file(path);
  std::string first;
  std::string second;
  for (double score_db = 0; file >> first >> second >> score_db;) {
    const auto a = places.find(first);
    const auto b = places.find(second);
    if (a == places.end() || b == places.end()) continue;
    const bool genuine = prints[a->second].finger == prints[b->second].finger;
    out.push_back({a->second, b->second, genuine, score_db});
  }
  return out;
}

inline void measure_targets(QualitySet& set) {
  std::vector<double> sums(set.prints.size());
  std::vector<double> counts(set.prints.size());
  for (const ScoredPair& pair : set.pairs) {
    if (!pair.genuine) continue;
    for (const std::size_t print : {pair.first, pair.second}) {
      sums[print] += pair.score_db;
      counts[print] += 1;
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) set.prints[i].mean_genuine_db = sums[i] / std::max(1.0, counts[i]);
}

/// Least squares of a target on figures, both standardised by weight, with a penalty on the squares of the weights.
template <std::size_t Inputs>
struct LinearFit {
  std::array<double, Inputs> mean{};
  std::array<double, Inputs> inverse_deviation{};
  std::array<double, Inputs> weight{};
  double intercept = 0;
};

template <std::size_t Inputs>
struct LinearRecord {
  std::array<double, Inputs> inputs;
  double target;
  double weight;
};

template <std::size_t Inputs>
LinearFit<Inputs> fit_linear(const std::vector<LinearRecord<Inputs>>& records, double penalty, double limit) {
  LinearFit<Inputs> out;
  double total = 0;
  for (const auto& record : records) total += record.weight;
  for (const auto& record : records) {
    out.intercept += record.weight / total * record.target;
    for (std::size_t i = 0; i < Inputs; ++i) out.mean[i] += record.weight / total * record.inputs[i];
  }
  std::array<double, Inputs> squares{};
  for (const auto& record : records) {
    for (std::size_t i = 0; i < Inputs; ++i) {
      const double off = record.inputs[i] - out.mean[i];
      squares[i] += record.weight / total * off * off;
    }
  }
  for (std::size_t i = 0; i < Inputs; ++i) out.inverse_deviation[i] = 1 / std::sqrt(squares[i] + 1e-12);
  Matrix products(Inputs, Inputs);
  std::vector<double> slope(Inputs);
  for (std::size_t i = 0; i < Inputs; ++i) products.at(i, i) = penalty;
  for (const auto& record : records) {
    std::array<double, Inputs> value;
    for (std::size_t i = 0; i < Inputs; ++i) {
      value[i] = std::clamp((record.inputs[i] - out.mean[i]) * out.inverse_deviation[i], -limit, limit);
    }
    for (std::size_t i = 0; i < Inputs; ++i) {
      slope[i] += record.weight / total * value[i] * (record.target - out.intercept);
      for (std::size_t j = 0; j < Inputs; ++j) products.at(i, j) += record.weight / total * value[i] * value[j];
    }
  }
  const std::vector<double> weights = solve(products, std::move(slope));
  std::copy(weights.begin(), weights.end(), out.weight.begin());
  return out;
}

/// The model of all sets but those of a group.
inline quality::Model learn_quality(const std::vector<QualitySet>& sets, int left_out) {
  constexpr double kPenalty = 1.0;
  std::vector<LinearRecord<quality::kInputs>> records;
  for (const QualitySet& set : sets) {
    if (set.group == left_out) continue;
    for (const QualityPrint& print : set.prints) {
      if (!print.extracted) continue;
      records.push_back({print.inputs, print.mean_genuine_db, set.weight / static_cast<double>(set.prints.size())});
    }
  }
  const auto fit = fit_linear(records, kPenalty, quality_parameters::kInputLimit);
  quality::Model out{};
  for (std::size_t i = 0; i < quality::kInputs; ++i) {
    out.mean[i] = static_cast<float>(fit.mean[i]);
    out.inverse_deviation[i] = static_cast<float>(fit.inverse_deviation[i]);
    out.weight[i] = static_cast<float>(fit.weight[i]);
  }
  out.intercept = static_cast<float>(fit.intercept);
  return out;
}

/// As the template states it, but with a model of choice.
inline double quality_with(const quality::Model& model, const QualityPrint& print) {
  if (!print.extracted) return 0;
  return round_to_int(std::clamp(quality::expected_score_db(model, print.inputs), 0.0, 100.0));
}

}  // namespace ridgeline::training

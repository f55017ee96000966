// Sets judged by models that never saw their fingers: scores of all pairs, and decibels that were not fitted to them either.
#pragma once

#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "match/calibration.hpp"
#include "match/match.hpp"
#include "training/calibration_training.hpp"
#include "training/learning.hpp"

namespace ridgeline::training {

/// Log odds of comparisons without a hypothesis: below all others.
inline constexpr float kNone = -1000.0f;

/// Every pair of a set with its log odds.
struct Scores {
  std::vector<Trial> trials;
  std::vector<match::Judgement> judgements;
};

/// Which of the two verdicts counts.
inline float log_odds_of(const match::Judgement& judgement) {
  return judgement.flow_known ? judgement.with_flow : judgement.by_minutiae;
}

inline std::vector<float> log_odds_of(const Scores& scores, bool genuine) {
  std::vector<float> out;
  for (std::size_t t = 0; t < scores.trials.size(); ++t) {
    if (scores.trials[t].genuine == genuine) out.push_back(log_odds_of(scores.judgements[t]));
  }
  return out;
}

inline Scores score_all(const Model& model, TrainingSet& set, MatchScratch& scratch) {
  Scores out{trials_of(set.set, 1), {}};
  prepare_all(model, set);
  for (const Trial& trial : out.trials) {
    run_trial(set, trial, scratch, [&](const Trial&, MatchScratch::Buffers& buffers, bool found) {
      out.judgements.push_back(found ? match::judge(model, buffers) : match::Judgement{{}, kNone, kNone, false});
    });
  }
  return out;
}

/// A set, and the sets of the same fingers: one number for all of them.
struct GroupedSet {
  TrainingSet training;
  int group;
};

/// All sets, and the same images once more with changes that take nothing away.
struct TrialSets {
  std::vector<GroupedSet> sets;
  std::vector<GroupedSet> changed;
};

/// What is learned from where a group is left out.
inline std::vector<TrainingSet*> sets_outside(TrialSets& all, int group) {
  std::vector<TrainingSet*> out;
  for (std::vector<GroupedSet>* const sets : {&all.sets, &all.changed}) {
    for (GroupedSet& set : *sets) {
      if (set.group != group) out.push_back(&set.training);
    }
  }
  return out;
}

/// One verdict's log odds of the impostors of a set: by the minutiae of all, with flow of those that have it.
inline ImpostorScores impostor_scores(const Scores& scores, bool with_flow) {
  ImpostorScores out;
  for (std::size_t t = 0; t < scores.trials.size(); ++t) {
    const match::Judgement& judgement = scores.judgements[t];
    if (scores.trials[t].genuine) continue;
    if (judgement.by_minutiae == kNone) {
      ++out.without_hypothesis;
    } else if (!with_flow) {
      out.log_odds.push_back(judgement.by_minutiae);
    } else if (judgement.flow_known) {
      out.log_odds.push_back(judgement.with_flow);
    }
  }
  return out;
}

/// Decibels of both verdicts.
struct Calibrations {
  match::CalibrationModel by_minutiae;
  match::CalibrationModel with_flow;
};

/// The calibrations of the sets outside a group, each with scores of a model that had not seen it.
inline Calibrations calibrations_outside(const std::vector<GroupedSet>& sets, const std::vector<Scores>& held_out,
                                         int group) {
  const auto fit = [&](bool with_flow) {
    std::vector<ImpostorScores> impostors;
    for (std::size_t s = 0; s < sets.size(); ++s) {
      if (sets[s].group == group) continue;
      ImpostorScores scores = impostor_scores(held_out[s], with_flow);
      if (!scores.log_odds.empty()) impostors.push_back(std::move(scores));
    }
    return impostors.empty() ? match::CalibrationModel{} : fit_calibration(impostors);
  };
  return {fit(false), fit(true)};
}

/// Decibels of a set's scores.
inline std::vector<float> to_decibels(const Calibrations& calibrations, const Scores& scores) {
  std::vector<float> out;
  for (const match::Judgement& judgement : scores.judgements) {
    const auto& calibration = judgement.flow_known ? calibrations.with_flow : calibrations.by_minutiae;
    out.push_back(match::decibels_of(calibration, log_odds_of(judgement)));
  }
  return out;
}

/// Lines "a b score" of every pair; a pair of which one print has no minutiae stands below all others, as `bench verification`
/// writes them.
inline void write_scores(const std::filesystem::path& path, const PrintSet& set, const std::vector<Trial>& trials,
                         const std::vector<float>& score_db) {
  std::ofstream out(path);
  const auto name = [&](std::size_t print) { return set.prints[print].finger + "_" + set.prints[print].impression; };
  const auto missing = [&](std::size_t print) { return set.prints[print].minutiae.minutiae.empty(); };
  for (std::size_t t = 0; t < trials.size(); ++t) {
    const auto [first, second, genuine] = trials[t];
    out << name(first) << ' ' << name(second) << ' ';
    out << (missing(first) || missing(second) ? kLowestScore_db - 1 : score_db[t]) << '\n';
  }
}

/// The share of impostors that reach each score, against what the score predicts.
class CalibrationTable {
 public:
  CalibrationTable() {
    std::printf("%-24s", "observed FMR at");
    for (const double score : kScores_db) std::printf("%14.0f dB", score);
    std::printf("\n");
  }

  void add(const std::string& name, const std::vector<Trial>& trials, const std::vector<float>& score_db) {
    std::printf("%-24s", name.c_str());
    for (std::size_t s = 0; s < kScores_db.size(); ++s) {
      std::size_t impostors = 0;
      std::size_t reached = 0;
      for (std::size_t t = 0; t < trials.size(); ++t) {
        if (trials[t].genuine) continue;
        ++impostors;
        if (static_cast<double>(score_db[t]) >= kScores_db[s]) ++reached;
      }
      const double share = static_cast<double>(reached) / static_cast<double>(impostors);
      std::printf("%8.3f %% %6zu", 100 * share, reached);
      sums_[s] += share;
    }
    std::printf("\n");
    ++sets_;
  }

  /// Each set counts alike.
  void finish() const {
    std::printf("%-24s", "mean");
    for (const double sum : sums_) std::printf("%8.3f %%%7s", 100 * sum / sets_, "");
    std::printf("\n%-24s", "observed / predicted");
    for (std::size_t s = 0; s < kScores_db.size(); ++s) {
      std::printf("%8.2f%9s", sums_[s] / sets_ * std::pow(10.0, kScores_db[s] / 10), "");
    }
    std::printf("\n");
  }

 private:
  static constexpr std::array<double, 5> kScores_db = {20, 25, 30, 35, 40};
  std::array<double, 5> sums_{};
  int sets_ = 0;
};

}  // namespace ridgeline::training

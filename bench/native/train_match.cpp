// Trains the comparison on folders of templates and writes its learned numbers as C++.
//   bench_train_match OUT.cpp FOLDER...
// Each folder is one set of prints, files named <finger>_<impression>.<ending>, packed or ISO/IEC 19794-2:2005. First every
// set is judged by a model that never saw it, which gives the printed error rates and the impostor scores of the
// calibration. The written model has seen all sets. Deterministic.
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "match/calibration.hpp"
#include "training/calibration_training.hpp"
#include "training/error_rates.hpp"
#include "training/learning.hpp"
#include "training/model_text.hpp"

namespace ridgeline::training {
namespace {

/// Log odds of comparisons without a hypothesis: below all others.
constexpr float kNone = -1000.0f;

struct Scores {
  std::vector<float> genuine;
  std::vector<float> impostor;
};

Scores score_all(const Model& model, TrainingSet& set, MatchScratch& scratch) {
  Scores out;
  prepare_all(model, set);
  const auto all = [](const Trial&) { return true; };
  run_trials(set, scratch, all, [&](const Trial& trial, MatchScratch::Buffers& buffers, bool found) {
    (trial.genuine ? out.genuine : out.impostor).push_back(found ? match::judge(model, buffers) : kNone);
  });
  return out;
}

void print_rates(const std::string& name, const Scores& scores) {
  const ErrorRates rates = error_rates(scores.genuine, scores.impostor);
  std::printf("%-24s EER %5.2f %%  FNMR@FMR1%% %5.2f %%  FNMR@FMR0.1%% %5.2f %%\n", name.c_str(), 100 * rates.equal,
              100 * rates.fnmr_at_1_percent, 100 * rates.fnmr_at_1_permille);
  std::fflush(stdout);
}

ImpostorScores impostor_scores(const Scores& scores) {
  ImpostorScores out;
  for (const float score : scores.impostor) {
    if (score == kNone) {
      ++out.without_hypothesis;
    } else {
      out.log_odds.push_back(score);
    }
  }
  return out;
}

/// Scores of every set from a model that never saw it.
std::vector<Scores> score_held_out(std::vector<TrainingSet>& sets) {
  std::vector<Scores> out(sets.size());
  MatchScratch scratch;
  auto model = std::make_unique<Model>();
  for (std::size_t held_out = 0; held_out < sets.size(); ++held_out) {
    std::vector<TrainingSet*> seen;
    for (std::size_t s = 0; s < sets.size(); ++s) {
      if (s != held_out) seen.push_back(&sets[s]);
    }
    learn(seen, *model);
    out[held_out] = score_all(*model, sets[held_out], scratch);
    print_rates("held out " + sets[held_out].set.name, out[held_out]);
  }
  return out;
}

std::string origin_of(const std::vector<TrainingSet>& sets) {
  std::string text =
      "// Trained on the templates of these sets (all of them together, see bench/native/train_match.cpp):\n";
  for (const TrainingSet& set : sets) {
    text += "//   " + set.set.name + ", " + std::to_string(set.set.prints.size()) + " prints\n";
  }
  return text;
}

}  // namespace
}  // namespace ridgeline::training

int main(int argc, char** argv) {
  using namespace ridgeline::training;
  if (argc < 5) {
    std::fprintf(stderr, "usage: %s OUT.cpp FOLDER FOLDER FOLDER...\n", argv[0]);
    return 2;
  }
  std::vector<TrainingSet> sets;
  for (int i = 2; i < argc; ++i) sets.push_back(make_training_set(read_set(argv[i])));
  std::vector<ImpostorScores> impostors;
  for (const Scores& scores : score_held_out(sets)) impostors.push_back(impostor_scores(scores));
  auto model = std::make_unique<Model>();
  std::vector<TrainingSet*> all;
  for (TrainingSet& set : sets) all.push_back(&set);
  learn(all, *model);
  model->calibration = fit_calibration(impostors);
  std::ofstream(argv[1]) << model_text(*model, origin_of(sets));
  ridgeline::MatchScratch scratch;
  for (TrainingSet& set : sets) print_rates("seen " + set.set.name, score_all(*model, set, scratch));
  return 0;
}

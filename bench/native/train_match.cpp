// Trains the comparison on folders of templates and writes its learned numbers as C++.
//   bench_train_match OUT.cpp FOLDER[,FOLDER...]...
// Each folder is one set of prints, files named <finger>_<impression>.<ending>, packed or ISO/IEC 19794-2:2005. Sets joined by
// commas show the same fingers. First every set is judged by a model that saw neither it nor those joined with it, which
// gives the printed error rates and the impostor scores of the calibration. The written model has seen all sets. Deterministic.
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
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

/// A set, and the sets of the same fingers: one number for all of them.
struct GroupedSet {
  TrainingSet training;
  int group;
};

std::vector<TrainingSet*> sets_outside(std::vector<GroupedSet>& sets, int group) {
  std::vector<TrainingSet*> out;
  for (GroupedSet& set : sets) {
    if (set.group != group) out.push_back(&set.training);
  }
  return out;
}

/// Scores of every set from a model that never saw its fingers.
std::vector<Scores> score_held_out(std::vector<GroupedSet>& sets) {
  std::vector<Scores> out;
  MatchScratch scratch;
  auto model = std::make_unique<Model>();
  int learned_without = -1;
  for (GroupedSet& set : sets) {
    if (set.group != learned_without) learn(sets_outside(sets, set.group), *model);
    learned_without = set.group;
    out.push_back(score_all(*model, set.training, scratch));
    print_rates("held out " + set.training.set.name, out.back());
  }
  return out;
}

std::string origin_of(const std::vector<GroupedSet>& sets) {
  std::string text =
      "// Trained on the templates of these sets (all of them together, see bench/native/train_match.cpp):\n";
  for (const GroupedSet& set : sets) {
    text += "//   " + set.training.set.name + ", " + std::to_string(set.training.set.prints.size()) + " prints\n";
  }
  return text;
}

std::vector<GroupedSet> read_groups(int count, char** groups) {
  std::vector<GroupedSet> sets;
  for (int group = 0; group < count; ++group) {
    std::istringstream names(groups[group]);
    for (std::string name; std::getline(names, name, ',');) sets.push_back({make_training_set(read_set(name)), group});
  }
  return sets;
}

}  // namespace
}  // namespace ridgeline::training

int main(int argc, char** argv) {
  using namespace ridgeline::training;
  if (argc < 5) {
    std::fprintf(stderr, "usage: %s OUT.cpp FOLDER[,FOLDER...] FOLDER[,FOLDER...] FOLDER[,FOLDER...]...\n", argv[0]);
    return 2;
  }
  std::vector<GroupedSet> sets = read_groups(argc - 2, argv + 2);
  std::vector<ImpostorScores> impostors;
  for (const Scores& scores : score_held_out(sets)) impostors.push_back(impostor_scores(scores));
  auto model = std::make_unique<Model>();
  constexpr int kNoGroup = -1;
  learn(sets_outside(sets, kNoGroup), *model);
  model->calibration = fit_calibration(impostors);
  std::ofstream(argv[1]) << model_text(*model, origin_of(sets));
  ridgeline::MatchScratch scratch;
  for (GroupedSet& set : sets) {
    print_rates("seen " + set.training.set.name, score_all(*model, set.training, scratch));
  }
  return 0;
}

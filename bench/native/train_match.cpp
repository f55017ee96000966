// Trains the comparison on folders of templates and writes its learned numbers as C++.
//   bench_train_match OUT.cpp [--scores DIR] [--changed DIR]... FOLDER[,FOLDER...]...
// Each folder is one set of prints, files named <finger>_<impression>.<ending>, packed or ISO/IEC 19794-2:2005. Sets joined by
// commas show the same fingers. First every set is judged by a model that saw neither it nor those joined with it, which
// gives the printed error rates and the impostor scores of the calibration. The written model has seen all sets. Deterministic.
// DIR/<set> of --changed holds templates of the same images after a change that took nothing away, such as a cut of some pixels: nets
// and verdicts are learned from them, too, so that they owe less to the chances of one extraction, and held-out models are judged on
// them besides. Descriptors and calibrations come from the sets alone.
// The decibels of a held-out set are those of a calibration on the other sets: they make the table of observed false match
// rates, and DIR/<set>.txt with lines "a b score", which `ridgeline bench verification --plots … --peers` draws.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "training/calibration_training.hpp"
#include "training/error_rates.hpp"
#include "training/held_out.hpp"
#include "training/learning.hpp"
#include "training/model_text.hpp"

namespace ridgeline::training {
namespace {

void print_rates(const std::string& name, const Scores& scores) {
  const ErrorRates rates = error_rates(log_odds_of(scores, true), log_odds_of(scores, false));
  std::printf("%-24s EER %5.2f %%  FNMR@FMR1%% %5.2f %%  FNMR@FMR0.1%% %5.2f %%\n", name.c_str(), 100 * rates.equal,
              100 * rates.fnmr_at_1_percent, 100 * rates.fnmr_at_1_permille);
  std::fflush(stdout);
}

/// Scores of every set from a model that never saw its fingers.
std::vector<Scores> score_held_out(TrialSets& all) {
  std::vector<Scores> out;
  MatchScratch scratch;
  auto model = std::make_unique<Model>();
  int learned_without = -1;
  for (GroupedSet& set : all.sets) {
    const std::string& name = set.training.set.name;
    if (set.group != learned_without) learn(sets_outside(all, set.group), *model);
    learned_without = set.group;
    out.push_back(score_all(*model, set.training, scratch));
    print_rates("held out " + name, out.back());
    for (GroupedSet& changed : all.changed) {
      if (changed.training.set.name == name) print_rates("  changed", score_all(*model, changed.training, scratch));
    }
  }
  return out;
}

/// The held-out scores in decibels of the other sets: as a table and, where a folder is given, pair by pair.
void show_held_out(const std::vector<GroupedSet>& sets, const std::vector<Scores>& held_out,
                   const std::optional<std::filesystem::path>& folder) {
  if (folder) std::filesystem::create_directories(*folder);
  CalibrationTable table;
  for (std::size_t s = 0; s < sets.size(); ++s) {
    const PrintSet& set = sets[s].training.set;
    const std::vector<float> score_db = to_decibels(calibrations_outside(sets, held_out, sets[s].group), held_out[s]);
    table.add(set.name, held_out[s].trials, score_db);
    if (folder) write_scores(*folder / (set.name + ".txt"), set, held_out[s].trials, score_db);
  }
  table.finish();
}

std::string origin_of(const std::vector<GroupedSet>& sets) {
  std::string text =
      "// Trained on the templates of these sets (all of them together, see bench/native/train_match.cpp):\n";
  for (const GroupedSet& set : sets) {
    text += "//   " + set.training.set.name + ", " + std::to_string(set.training.set.prints.size()) + " prints\n";
  }
  return text;
}

TrialSets read_groups(const std::vector<std::string>& groups, const std::vector<std::filesystem::path>& changed) {
  TrialSets all;
  for (std::size_t group = 0; group < groups.size(); ++group) {
    std::istringstream names(groups[group]);
    for (std::string name; std::getline(names, name, ',');) {
      all.sets.push_back({make_training_set(read_set(name)), static_cast<int>(group)});
      for (const std::filesystem::path& folder : changed) {
        TrainingSet set = make_training_set(read_set(folder / std::filesystem::path(name).filename()));
        set.cylinders = {};
        all.changed.push_back({std::move(set), static_cast<int>(group)});
      }
    }
  }
  return all;
}

void train(const std::string& out, const std::optional<std::filesystem::path>& scores_folder,
           const std::vector<std::filesystem::path>& changed, const std::vector<std::string>& groups) {
  TrialSets all = read_groups(groups, changed);
  std::vector<GroupedSet>& sets = all.sets;
  const std::vector<Scores> held_out = score_held_out(all);
  show_held_out(sets, held_out, scores_folder);
  constexpr int kNoGroup = -1;
  auto model = std::make_unique<Model>();
  learn(sets_outside(all, kNoGroup), *model);
  const Calibrations calibrations = calibrations_outside(sets, held_out, kNoGroup);
  model->by_minutiae.calibration = calibrations.by_minutiae;
  model->with_flow.calibration = calibrations.with_flow;
  std::ofstream(out) << model_text(*model, origin_of(sets));
  MatchScratch scratch;
  for (GroupedSet& set : sets) {
    print_rates("seen " + set.training.set.name, score_all(*model, set.training, scratch));
  }
}

}  // namespace
}  // namespace ridgeline::training

int main(int argc, char** argv) {
  std::vector<std::string> arguments(argv + 1, argv + argc);
  std::optional<std::filesystem::path> scores_folder;
  std::vector<std::filesystem::path> changed;
  while (arguments.size() > 2 && (arguments[1] == "--scores" || arguments[1] == "--changed")) {
    if (arguments[1] == "--scores") {
      scores_folder = arguments[2];
    } else {
      changed.emplace_back(arguments[2]);
    }
    arguments.erase(arguments.begin() + 1, arguments.begin() + 3);
  }
  if (arguments.size() < 4) {
    std::fprintf(stderr,
                 "usage: %s OUT.cpp [--scores DIR] [--changed DIR]... FOLDER[,FOLDER...] FOLDER[,FOLDER...] "
                 "FOLDER[,FOLDER...]...\n",
                 argv[0]);
    return 2;
  }
  ridgeline::training::train(arguments[0], scores_folder, changed, {arguments.begin() + 1, arguments.end()});
  return 0;
}

// The whole training: descriptor, nets, verdict, in the order of the comparison itself.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "match/compare.hpp"
#include "match/prepare.hpp"
#include "match/selection.hpp"
#include "training/descriptor_training.hpp"
#include "training/logistic_training.hpp"
#include "training/net_training.hpp"
#include "training/print_sets.hpp"

namespace ridgeline::training {

using match::Model;

/// A comparison to be made: indices into the prints of one set.
struct Trial {
  std::size_t first;
  std::size_t second;
  bool genuine;
};

/// Every pair of impressions of a finger, and of different fingers' impressions every `stride`-th.
inline std::vector<Trial> trials_of(const PrintSet& set, std::size_t stride) {
  std::vector<Trial> out;
  std::size_t impostors = 0;
  for (std::size_t i = 0; i < set.prints.size(); ++i) {
    for (std::size_t j = i + 1; j < set.prints.size(); ++j) {
      const bool genuine = set.prints[i].finger == set.prints[j].finger;
      if (genuine || impostors++ % stride == 0) out.push_back({i, j, genuine});
    }
  }
  return out;
}

/// One set under training: its prints, the trials, and the prints prepared with the model of the moment.
struct TrainingSet {
  PrintSet set;
  std::vector<Trial> trials;
  std::vector<PreparedPrint> prepared;
  CovarianceSums cylinders;
};

/// The cylinders of all minutiae of a print.
inline std::vector<Cylinder> cylinders_of(const Template& print) {
  const std::vector<std::uint8_t> order = match::rank_minutiae(print.minutiae);
  std::vector<Cylinder> out;
  for (std::size_t i = 0; i < print.minutiae.size(); ++i) {
    out.push_back(match::make_cylinder(print.minutiae, order, static_cast<std::uint8_t>(i)));
  }
  return out;
}

inline TrainingSet make_training_set(PrintSet set) {
  constexpr std::size_t kMostImpostors = 6000;
  const std::size_t all = trials_of(set, 1).size();
  const std::size_t stride = all / kMostImpostors + 1;
  std::vector<Trial> trials = trials_of(set, stride);
  TrainingSet out{std::move(set), std::move(trials), {}, {}};
  for (const Print& print : out.set.prints) {
    for (const Cylinder& cylinder : cylinders_of(print.minutiae)) out.cylinders.add(cylinder);
  }
  return out;
}

inline void prepare_all(const Model& model, TrainingSet& set) {
  set.prepared.clear();
  for (const Print& print : set.set.prints) set.prepared.push_back(match::prepare_with(model, print.minutiae));
}

/// Runs the stages on one trial; visit(trial, buffers, found) reads what they left.
template <class Visit>
void run_trial(const TrainingSet& set, const Trial& trial, MatchScratch& scratch, Visit visit) {
  MatchScratch::Buffers& buffers = scratch.buffers();
  match::unfold_both(set.prepared[trial.first].bytes, set.prepared[trial.second].bytes, buffers);
  visit(trial, buffers, match::gather_evidence(buffers));
}

/// Likewise on the trials that wanted(trial) picks.
template <class Wanted, class Visit>
void run_trials(const TrainingSet& set, MatchScratch& scratch, Wanted wanted, Visit visit) {
  for (const Trial& trial : set.trials) {
    if (wanted(trial)) run_trial(set, trial, scratch, visit);
  }
}

/// Records of paired and of unpaired minutiae, labelled by the trial they come from.
struct MinutiaRecords {
  std::vector<LabelledRecord<match::kMatchedFigures>> matched;
  std::vector<LabelledRecord<match::kUnmatchedFigures>> unmatched;
};

/// One record of columns.
template <std::size_t Figures, std::size_t Records>
std::array<float, Figures> record_of(const std::array<std::array<float, Records>, Figures>& columns, std::size_t at) {
  std::array<float, Figures> out;
  for (std::size_t f = 0; f < Figures; ++f) out[f] = columns[f][at];
  return out;
}

inline void add_minutia_records(const TrainingSet& set, MatchScratch& scratch, MinutiaRecords& records) {
  // Impostor trials outnumber genuine ones: one in four is enough.
  std::size_t seen = 0;
  const auto wanted = [&](const Trial& trial) { return trial.genuine || seen++ % 4 == 0; };
  run_trials(set, scratch, wanted, [&](const Trial& trial, const MatchScratch::Buffers& buffers, bool found) {
    if (!found) return;
    for (std::size_t k = 0; k < buffers.pairing.count; ++k) {
      records.matched.push_back({record_of(buffers.evidence.matched.figures, k), trial.genuine, 1.0});
    }
    for (std::size_t u = 0; u < buffers.evidence.unmatched.count; ++u) {
      records.unmatched.push_back({record_of(buffers.evidence.unmatched.figures, u), trial.genuine, 1.0});
    }
  });
}

/// Gives each class of the records from `start` on the same total weight.
template <std::size_t Figures>
void weigh_alike(std::vector<LabelledRecord<Figures>>& records, std::size_t start) {
  double totals[2] = {0, 0};
  for (std::size_t r = start; r < records.size(); ++r) totals[records[r].genuine ? 1 : 0] += 1;
  for (std::size_t r = start; r < records.size(); ++r) records[r].weight = 1 / totals[records[r].genuine ? 1 : 0];
}

/// Figures of every trial, with and without those of flow; each set and class has the same total weight.
struct VerdictRecords {
  std::vector<LabelledRecord<match::kMinutiaeFigures>> by_minutiae;
  std::vector<LabelledRecord<match::kVerdictFigures>> with_flow;
};

inline void add_verdict_records(const Model& model, const TrainingSet& set, MatchScratch& scratch,
                                VerdictRecords& records) {
  const std::size_t minutiae_start = records.by_minutiae.size();
  const std::size_t flow_start = records.with_flow.size();
  const auto all = [](const Trial&) { return true; };
  run_trials(set, scratch, all, [&](const Trial& trial, MatchScratch::Buffers& buffers, bool found) {
    if (!found) return;
    const match::Judgement judgement = match::judge(model, buffers);
    std::array<float, match::kMinutiaeFigures> minutiae;
    std::copy_n(judgement.figures.begin(), minutiae.size(), minutiae.begin());
    records.by_minutiae.push_back({minutiae, trial.genuine, 1.0});
    if (judgement.flow_known) records.with_flow.push_back({judgement.figures, trial.genuine, 1.0});
  });
  weigh_alike(records.by_minutiae, minutiae_start);
  weigh_alike(records.with_flow, flow_start);
}

inline void learn_nets(const std::vector<TrainingSet*>& sets, Model& model, MatchScratch& scratch) {
  MinutiaRecords records;
  for (const TrainingSet* set : sets) add_minutia_records(*set, scratch, records);
  model.matched = train_net<match::kMatchedFigures, 12>(std::move(records.matched), 1);
  model.unmatched = train_net<match::kUnmatchedFigures, 6>(std::move(records.unmatched), 2);
}

inline void learn_verdict(const std::vector<TrainingSet*>& sets, Model& model, MatchScratch& scratch) {
  constexpr double kPenalty = 3e-3;
  VerdictRecords records;
  for (const TrainingSet* set : sets) add_verdict_records(model, *set, scratch, records);
  model.by_minutiae.odds = train_logistic<match::kMinutiaeFigures>(std::move(records.by_minutiae), kPenalty);
  // Without any flow map the verdict with flow is never asked.
  model.with_flow.odds = {};
  if (!records.with_flow.empty()) {
    model.with_flow.odds = train_logistic<match::kVerdictFigures>(std::move(records.with_flow), kPenalty);
  }
}

/// Everything but the calibration.
inline void learn(const std::vector<TrainingSet*>& sets, Model& model) {
  MatchScratch scratch;
  CovarianceSums cylinders;
  for (const TrainingSet* set : sets) cylinders.add(set->cylinders);
  model.descriptor = learn_descriptor(cylinders);
  for (TrainingSet* set : sets) prepare_all(model, *set);
  learn_nets(sets, model, scratch);
  learn_verdict(sets, model, scratch);
}

}  // namespace ridgeline::training

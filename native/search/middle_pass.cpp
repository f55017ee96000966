#include "search/middle_pass.hpp"

#include <algorithm>

#include "search/listed_reader.hpp"
#include "search/parameters.hpp"
#include "search/prefetch.hpp"

namespace ridgeline {
namespace {

constexpr std::uint8_t kNoFinger = 0;
/// Between two quiescent points: some hundred microseconds.
constexpr std::size_t kAskedPerPause = 256;
/// How long before it is asked a print is sent for, in prints: together some kilobytes, and some microseconds.
constexpr std::size_t kPrintsAhead = 32;
constexpr std::size_t kHeadsAhead = kPrintsAhead / 2;

}  // namespace

MiddlePass::MiddlePass(const Probe& probe, const StopSignal& stop) : stop_(stop) {
  for (const Probe::Print& print : probe.prints()) {
    if (print.position != 0) queries_[print.position - 1u].emplace_back(print.prepared);
  }
}

void MiddlePass::narrow(const Gallery& gallery, const MiddleSteps& steps, std::vector<Listed>& listed) {
  const std::vector<Listed> always = take_always(listed);
  const auto telling = [this](const SubjectView& subject, Listed& each) {
    return each.telling = most_telling(subject, each, kNoFinger);
  };
  const auto other = [this](const SubjectView& subject, const Listed& each) {
    return most_telling(subject, each, each.telling);
  };
  if (listed.size() > steps.compared) {
    if (!ask_fingers(gallery, telling, listed)) return;
    keep_best(steps.asked_another, listed);
    if (!ask_fingers(gallery, other, listed)) return;
    keep_best(steps.compared, listed);
  }
  add_in_order(always, listed);
}

// Subjects that were erased since keep what codes said; the fine pass does not find them either.
template <class NextFinger>
bool MiddlePass::ask_fingers(const Gallery& gallery, NextFinger next, std::vector<Listed>& listed) {
  ListedReader reader(gallery, listed, kAskedPerPause);
  std::array<std::uint8_t, kAskedPerPause> fingers;
  for (;;) {
    stopped_by_ = stop_.look();
    if (stopped_by_ != StopReason::none) return false;
    const std::span<const ListedReader::Found> some = reader.next();
    if (some.empty()) return true;
    // Prints come from memory while others are asked.
    for (std::size_t i = 0; i < some.size() + kPrintsAhead; ++i) {
      if (i < some.size()) {
        fingers[i] = next(some[i].subject, listed[some[i].at]);
        prefetch_descriptors(some[i].subject, fingers[i], kernels::kAskedMinutiae);
      }
      if (i >= kHeadsAhead && i - kHeadsAhead < some.size()) {
        prefetch_places(some[i - kHeadsAhead].subject, fingers[i - kHeadsAhead], kernels::kAskedMinutiae);
      }
      if (i >= kPrintsAhead) {
        const ListedReader::Found& found = some[i - kPrintsAhead];
        ask_finger(found.subject, fingers[i - kPrintsAhead], listed[found.at]);
      }
    }
  }
}

// Of the fingers in common but one, that of which codes say most.
std::uint8_t MiddlePass::most_telling(const SubjectView& subject, const Listed& listed, std::uint8_t but) const {
  std::uint8_t most = kNoFinger;
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const std::uint8_t position = subject.print(i).position;
    if (position == 0 || position == but || queries_[position - 1u].empty()) continue;
    if (most == kNoFinger || listed.fingers[position - 1u] > listed.fingers[most - 1u]) most = position;
  }
  return most;
}

// The best of the finger's impressions counts, on top of what codes say: they know what mixtures of all minutiae say together.
void MiddlePass::ask_finger(const SubjectView& subject, std::uint8_t position, Listed& listed) const {
  if (position == kNoFinger) return;
  std::uint8_t likeness = 0;
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    if (print.position != position) continue;
    for (const MinutiaeQuery& query : queries_[position - 1u]) {
      likeness = std::max(likeness, query.ask(print.prepared));
    }
  }
  std::uint8_t& said = listed.fingers[position - 1u];
  listed.evidence = static_cast<std::int16_t>(listed.evidence + likeness);
  said = static_cast<std::uint8_t>(std::min(said + likeness, UINT8_MAX));
}

}  // namespace ridgeline

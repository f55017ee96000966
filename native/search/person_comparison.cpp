#include "search/person_comparison.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

struct Finger {
  std::uint8_t position;
  std::uint8_t evidence;
  bool coded;
};

/// Fingers that probe and subject have in common, each once.
class CommonFingers {
 public:
  void add(const Finger& finger) {
    const auto known = [&](const Finger& other) { return other.position == finger.position; };
    if (std::none_of(fingers_.begin(), fingers_.begin() + count_, known))
      fingers_[static_cast<std::size_t>(count_++)] = finger;
  }
  /// Those that codes can't speak of come before all others.
  [[nodiscard]] std::span<const Finger> most_telling_first() {
    std::sort(fingers_.begin(), fingers_.begin() + count_, [](const Finger& a, const Finger& b) {
      if (a.coded != b.coded) return b.coded;
      return a.evidence != b.evidence ? a.evidence > b.evidence : a.position < b.position;
    });
    return {fingers_.data(), static_cast<std::size_t>(count_)};
  }

 private:
  std::array<Finger, kFingerCount> fingers_{};
  std::ptrdiff_t count_ = 0;
};

}  // namespace

// Unknown fingers can mean thousands of comparisons with one subject, so it looks whether to stop.
void PersonComparison::compare_print(const PrintView& print, PersonEvidence& evidence) {
  for (const Probe::Print& probe : probe_.prints()) {
    if (!may_be_same_finger(probe.position, print.position)) continue;
    evidence.add(probe.position, print.position, compare_quickly(probe.unfolded, print.prepared, scratch_));
    if (evidence.comparisons() % kComparisonsPerPause == 0) stopped_by_ = stop_.look();
    if (stopped_by_ != StopReason::none) return;
  }
}

PersonEvidence PersonComparison::compare_all(const SubjectView& subject) {
  PersonEvidence evidence;
  for (std::size_t i = 0; i < subject.print_count() && stopped_by_ == StopReason::none; ++i) {
    compare_print(subject.print(i), evidence);
  }
  return evidence;
}

// The best score of the finger's impressions.
double PersonComparison::compare_finger(const SubjectView& subject, std::uint8_t position, PersonEvidence& evidence) {
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    if (print.position == position) compare_print(print, evidence);
  }
  return evidence.known_finger_score_db(position);
}

PersonEvidence PersonComparison::compare_telling(const SubjectView& subject, const CoarseProbe& coarse,
                                                 const FingerEvidence& evidence) {
  CommonFingers fingers;
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    if (print.position == 0) return compare_all(subject);
    if (!probe_.has_finger(print.position)) continue;
    const bool coded = print.coded && !coarse.queries(print.position).empty();
    fingers.add({print.position, evidence[print.position - 1u], coded});
  }
  PersonEvidence found;
  double said_db = 0;
  std::size_t asked = 0;
  for (const Finger& finger : fingers.most_telling_first()) {
    const double score_db = compare_finger(subject, finger.position, found);
    if (stopped_by_ != StopReason::none) break;
    said_db += std::max(0.0, score_db - kNoiseFloor_db);
    if (!finger.coded) continue;
    ++asked;
    if (asked >= kTellingFingers && said_db < kLeastTelling_db * static_cast<double>(asked)) break;
  }
  return found;
}

}  // namespace ridgeline

#include "search/person_comparison.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "search/parameters.hpp"

namespace ridgeline {

TellingFingers::TellingFingers(const Probe& probe, const CoarseProbe& coarse, const SubjectView& subject,
                               const FingerEvidence& evidence) {
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    has_unknown_ = has_unknown_ || print.position == 0;
    if (print.position == 0 || !probe.has_finger(print.position)) continue;
    const bool coded = print.coded && !coarse.queries(print.position).empty();
    add({print.position, evidence[print.position - 1u], coded});
  }
  std::sort(fingers_.begin(), fingers_.begin() + static_cast<std::ptrdiff_t>(count_),
            [](const Finger& a, const Finger& b) {
              if (a.coded != b.coded) return b.coded;
              return a.evidence != b.evidence ? a.evidence > b.evidence : a.position < b.position;
            });
}

void TellingFingers::add(const Finger& finger) {
  for (const Finger& known : fingers()) {
    if (known.position == finger.position) return;
  }
  fingers_[count_++] = finger;
}

// Unknown fingers can mean thousands of comparisons with one subject, so it looks whether to stop.
void PersonComparison::compare_print(const PrintView& print, PersonEvidence& evidence) {
  for (const Probe::Print& probe : probe_.prints()) {
    if (!may_be_same_finger(probe.position, print.position)) continue;
    const float score_db = compare_quickly(probe.unfolded, print.prepared, scratch_);
    if (score_db <= kLowestScore_db && probe.position != 0 && print.position != 0) {
      ended_.push_back({&probe, print});
    } else {
      evidence.add(probe.position, print.position, score_db);
    }
    if (++compared_ % kComparisonsPerPause == 0) stopped_by_ = stop_.look();
    if (stopped_by_ != StopReason::none) return;
  }
}

// Where a finger speaks for the person, the others are compared whole: mates' poor fingers may have ended too early.
PersonEvidence PersonComparison::complete(PersonEvidence evidence) {
  double best_db = 0;
  for (std::size_t position = 1; position <= kFingerCount; ++position) {
    best_db = std::max(best_db, evidence.known_finger_score_db(position));
  }
  for (const Ended& ended : ended_) {
    const float score_db =
        best_db < kTellingFinger_db ? kLowestScore_db : compare(ended.probe->prepared, ended.print.prepared, scratch_);
    evidence.add(ended.probe->position, ended.print.position, score_db);
  }
  ended_.clear();
  return evidence;
}

PersonEvidence PersonComparison::compare_all(const SubjectView& subject) {
  PersonEvidence evidence;
  for (std::size_t i = 0; i < subject.print_count() && stopped_by_ == StopReason::none; ++i) {
    compare_print(subject.print(i), evidence);
  }
  return complete(std::move(evidence));
}

// The best score of the finger's impressions.
double PersonComparison::compare_finger(const SubjectView& subject, std::uint8_t position, PersonEvidence& evidence) {
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    if (print.position == position) compare_print(print, evidence);
  }
  return evidence.known_finger_score_db(position);
}

PersonEvidence PersonComparison::compare_telling(const SubjectView& subject, const TellingFingers& fingers) {
  if (fingers.has_unknown()) return compare_all(subject);
  PersonEvidence found;
  double said_db = 0;
  std::size_t asked = 0;
  for (const TellingFingers::Finger& finger : fingers.fingers()) {
    const double score_db = compare_finger(subject, finger.position, found);
    if (stopped_by_ != StopReason::none) break;
    said_db += std::max(0.0, score_db - kNoiseFloor_db);
    if (!finger.coded) continue;
    ++asked;
    if (asked >= kTellingFingers && said_db < kLeastTelling_db * static_cast<double>(asked)) break;
  }
  return complete(std::move(found));
}

}  // namespace ridgeline

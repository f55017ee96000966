// Probe x subject -> evidence: compares every print with every print that may be the same finger.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "decision/person_evidence.hpp"
#include "gallery/shard_reader.hpp"
#include "match/match.hpp"
#include "search/coarse_probe.hpp"
#include "search/probe.hpp"
#include "search/shortlist.hpp"
#include "search/stop_signal.hpp"

namespace ridgeline {

/// Fingers that a probe and a subject have in common, each once, in the order in which to compare them: those that codes can't
/// speak of, then the most telling first.
class TellingFingers {
 public:
  struct Finger {
    std::uint8_t position;
    std::uint8_t evidence;
    bool coded;
  };

  TellingFingers(const Probe& probe, const CoarseProbe& coarse, const SubjectView& subject,
                 const FingerEvidence& evidence);

  [[nodiscard]] std::span<const Finger> fingers() const noexcept { return {fingers_.data(), count_}; }
  /// The subject has a print of unknown finger, which may be any.
  [[nodiscard]] bool has_unknown() const noexcept { return has_unknown_; }

 private:
  void add(const Finger& finger);

  std::array<Finger, kFingerCount> fingers_{};
  std::size_t count_ = 0;
  bool has_unknown_ = false;
};

class PersonComparison {
 public:
  PersonComparison(const Probe& probe, const StopSignal& stop, MatchScratch& scratch)
      : probe_(probe), stop_(stop), scratch_(scratch) {}

  /// Everything. Not to the end where the search has to stop.
  [[nodiscard]] PersonEvidence compare_all(const SubjectView& subject);
  /// The fingers in their order, while they say anything for the person. Fingers without a code are compared in any case.
  /// Everything where the subject has a print of unknown finger.
  [[nodiscard]] PersonEvidence compare_telling(const SubjectView& subject, const TellingFingers& fingers);

  /// What stopped a comparison on its way.
  [[nodiscard]] StopReason stopped_by() const noexcept { return stopped_by_; }

 private:
  /// A comparison that ended early, and says nothing so far.
  struct Ended {
    const Probe::Print* probe;
    PrintView print;
  };

  void compare_print(const PrintView& print, PersonEvidence& evidence);
  [[nodiscard]] PersonEvidence complete(PersonEvidence evidence);
  [[nodiscard]] double compare_finger(const SubjectView& subject, std::uint8_t position, PersonEvidence& evidence);

  const Probe& probe_;
  const StopSignal& stop_;
  MatchScratch& scratch_;
  std::vector<Ended> ended_;
  std::size_t compared_ = 0;
  StopReason stopped_by_ = StopReason::none;
};

}  // namespace ridgeline

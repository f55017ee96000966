// Probe x subject -> evidence: compares every print with every print that may be the same finger.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "decision/person_evidence.hpp"
#include "gallery/shard_reader.hpp"
#include "match/match.hpp"
#include "search/coarse_probe.hpp"
#include "search/probe.hpp"
#include "search/shortlist.hpp"
#include "search/stop_signal.hpp"

namespace ridgeline {

class PersonComparison {
 public:
  PersonComparison(const Probe& probe, const StopSignal& stop, MatchScratch& scratch)
      : probe_(probe), stop_(stop), scratch_(scratch) {}

  /// Everything. Not to the end where the search has to stop.
  [[nodiscard]] PersonEvidence compare_all(const SubjectView& subject);
  /// The fingers from the most telling one on, as codes say, while they say anything for the person. Fingers without a code are
  /// compared in any case. Everything where the subject has a print of unknown finger.
  [[nodiscard]] PersonEvidence compare_telling(const SubjectView& subject, const CoarseProbe& coarse,
                                               const FingerEvidence& evidence);

  /// What stopped a comparison on its way.
  [[nodiscard]] StopReason stopped_by() const noexcept { return stopped_by_; }

 private:
  void compare_print(const PrintView& print, PersonEvidence& evidence);
  [[nodiscard]] double compare_finger(const SubjectView& subject, std::uint8_t position, PersonEvidence& evidence);

  const Probe& probe_;
  const StopSignal& stop_;
  MatchScratch& scratch_;
  StopReason stopped_by_ = StopReason::none;
};

}  // namespace ridgeline

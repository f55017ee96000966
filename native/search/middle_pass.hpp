// The middle pass: ranks the subjects that the coarse pass kept by the neighbourhoods of their best minutiae, which says more than
// codes and takes a tenth of a comparison, and keeps those worth comparing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "gallery/shard_reader.hpp"
#include "search/minutiae_query.hpp"
#include "search/probe.hpp"
#include "search/shortlist.hpp"
#include "search/stop_signal.hpp"

namespace ridgeline {

/// How many subjects each step of the middle pass leaves, fewer each time: by their most telling finger, and by another one.
struct MiddleSteps {
  std::size_t asked_another = 0;
  std::size_t compared = 0;
};

class MiddlePass {
 public:
  MiddlePass(const Probe& probe, const StopSignal& stop);

  /// Leaves the best `compared` and those that are always compared, in the order in memory; what their fingers say has likeness on
  /// top where it was asked.
  void narrow(const Gallery& gallery, const MiddleSteps& steps, std::vector<Listed>& listed);

  /// What stopped it on its way.
  [[nodiscard]] StopReason stopped_by() const noexcept { return stopped_by_; }

 private:
  /// Asks a finger of each, which `next` names, if any.
  template <class NextFinger>
  [[nodiscard]] bool ask_fingers(const Gallery& gallery, NextFinger next, std::vector<Listed>& listed);
  void ask_finger(const SubjectView& subject, std::uint8_t position, Listed& listed) const;
  [[nodiscard]] std::uint8_t most_telling(const SubjectView& subject, const Listed& listed, std::uint8_t but) const;

  const StopSignal stop_;
  std::array<std::vector<MinutiaeQuery>, kFingerCount> queries_;
  StopReason stopped_by_ = StopReason::none;
};

}  // namespace ridgeline

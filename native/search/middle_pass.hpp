// The middle pass: ranks the subjects that the coarse pass kept by the neighbourhoods of their best minutiae, which says more than
// codes and takes a tenth of a comparison, and keeps those worth comparing.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "gallery/shard_reader.hpp"
#include "search/minutiae_query.hpp"
#include "search/probe.hpp"
#include "search/shortlist.hpp"
#include "search/stop_signal.hpp"

namespace ridgeline {

class MiddlePass {
 public:
  MiddlePass(const Probe& probe, const StopSignal& stop);

  /// Leaves the best `kept` and those that are always compared, in the order in memory; what their fingers say is then likeness
  /// where it was asked. Fingers are asked one after the other, the most telling first, and the list shortens after each.
  void narrow(const Gallery& gallery, std::size_t kept, std::vector<Listed>& listed);

  /// What stopped it on its way.
  [[nodiscard]] StopReason stopped_by() const noexcept { return stopped_by_; }

 private:
  [[nodiscard]] bool ask_one_finger(const Gallery& gallery, std::vector<Listed>& listed);
  void ask(const SubjectView& subject, Listed& listed) const;
  [[nodiscard]] std::uint8_t next_finger(const SubjectView& subject, const Listed& listed) const;

  const StopSignal stop_;
  std::array<std::vector<MinutiaeQuery>, kFingerCount> queries_;
  std::size_t fingers_ = 0;
  StopReason stopped_by_ = StopReason::none;
};

}  // namespace ridgeline

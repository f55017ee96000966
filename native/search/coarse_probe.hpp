// What the coarse pass asks the codes of a gallery: the prints of a probe that have enough minutiae. Made once a search.
#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "decision/parameters.hpp"
#include "search/code_query.hpp"
#include "search/probe.hpp"

namespace ridgeline {

class CoarseProbe {
 public:
  /// None where codes can say nothing of the probe: it has none, or a print of unknown finger, which may be any.
  [[nodiscard]] static std::optional<CoarseProbe> of(const Probe& probe);

  /// Fingers that have a code, 1 or more.
  [[nodiscard]] std::size_t fingers() const noexcept { return fingers_; }

  /// Whether everybody is asked a finger, 1 to 10: the most telling ones, kFingersAsked of them at most. The others are asked of those
  /// who lack one of these.
  [[nodiscard]] bool asks_everybody(std::uint8_t position) const noexcept { return asks_everybody_[position - 1u]; }

  /// The impressions of one finger, 1 to 10: none where it has no code.
  [[nodiscard]] std::span<const CodeQuery> queries(std::uint8_t position) const noexcept {
    return queries_[position - 1u];
  }

 private:
  CoarseProbe() = default;
  [[nodiscard]] float telling(std::uint8_t position) const noexcept;
  /// Once all queries are there.
  void choose_asked();

  std::array<std::vector<CodeQuery>, kFingerCount> queries_;
  std::bitset<kFingerCount> asks_everybody_;
  std::size_t fingers_ = 0;
};

}  // namespace ridgeline

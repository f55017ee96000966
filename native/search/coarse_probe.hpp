// What the coarse pass asks the codes of a gallery: the prints of a probe that have enough minutiae. Made once a search.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "gallery/parameters.hpp"
#include "gallery/segment.hpp"
#include "search/code_query.hpp"
#include "search/probe.hpp"

namespace ridgeline {

class CoarseProbe {
 public:
  /// None where codes can say nothing of the probe: it has none, or a print of unknown finger, which may be any.
  [[nodiscard]] static std::optional<CoarseProbe> of(const Probe& probe);

  /// Fingers that have a code, 1 or more.
  [[nodiscard]] std::size_t fingers() const noexcept { return fingers_; }

  using Deviates = std::array<float, kBlockLanes>;
  /// The best of the probe's impressions of one finger, in each lane. False where it has none.
  [[nodiscard]] bool ask(const CodeBlockView& block, Deviates& best) const noexcept;

 private:
  struct CodedPrint {
    std::uint8_t position;
    CodeQuery query;
  };

  CoarseProbe() = default;

  std::vector<CodedPrint> prints_;
  std::size_t fingers_ = 0;
};

}  // namespace ridgeline

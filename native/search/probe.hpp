// What is searched for: the prepared prints of one person.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "gallery/aligned_bytes.hpp"
#include "match/match.hpp"

namespace ridgeline {

/// One impression of a finger of the probe; position 0 where the finger is not known.
struct ProbePrint {
  std::uint8_t position = 0;
  PreparedPrint prepared;
};

/// The prints of a probe as comparison wants them: their blocks aligned to 64 bytes.
class Probe {
 public:
  /// Errors: INVALID_ARGUMENT (no prints, too many of a finger, no such position, an empty block), OUT_OF_MEMORY.
  static Result<Probe> create(std::span<const ProbePrint> prints);

  struct Print {
    std::uint8_t position;
    std::span<const std::uint8_t> prepared;
  };
  [[nodiscard]] std::span<const Print> prints() const noexcept { return prints_; }

 private:
  Probe(AlignedBytes memory, std::vector<Print> prints) : memory_(std::move(memory)), prints_(std::move(prints)) {}

  AlignedBytes memory_;
  std::vector<Print> prints_;
};

}  // namespace ridgeline

// What is searched for: the prepared prints of one person.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "decision/parameters.hpp"
#include "match/match.hpp"
#include "match/print_code.hpp"

namespace ridgeline {

/// One impression of a finger of the probe; position 0 where the finger is not known.
struct ProbePrint {
  std::uint8_t position = 0;
  PreparedPrint prepared;
};

/// The prints of a probe as comparison wants them.
class Probe {
 public:
  /// Errors: INVALID_ARGUMENT (no prints, too many of a finger, no such position, an empty block), OUT_OF_MEMORY.
  static Result<Probe> create(std::span<const ProbePrint> prints);

  struct Print {
    std::uint8_t position;
    std::vector<std::uint8_t> prepared;
    UnfoldedPrint unfolded;
    std::optional<CodeValues> code;
  };
  /// A print as a probe has it, so that several can be made at the same time.
  [[nodiscard]] static Print make_print(std::uint8_t position, PreparedPrint prepared);
  /// The same of such prints.
  static Result<Probe> create(std::vector<Print> prints);

  [[nodiscard]] std::span<const Print> prints() const noexcept { return prints_; }
  [[nodiscard]] bool has_finger(std::uint8_t position) const noexcept { return fingers_[position]; }

 private:
  explicit Probe(std::vector<Print> prints) : prints_(std::move(prints)) {
    for (const Print& print : prints_) fingers_[print.position] = true;
  }

  std::vector<Print> prints_;
  std::bitset<kFingerCount + 1> fingers_;
};

}  // namespace ridgeline

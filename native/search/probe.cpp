#include "search/probe.hpp"

#include <array>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "decision/parameters.hpp"

namespace ridgeline {
namespace {

std::optional<Error> check(std::span<const Probe::Print> prints) {
  if (prints.empty()) return Error{ErrorCode::INVALID_ARGUMENT, "expected a probe of at least one print"};
  std::array<std::size_t, kFingerCount + 1> impressions{};
  for (const Probe::Print& print : prints) {
    if (print.position > kFingerCount) {
      return Error{ErrorCode::INVALID_ARGUMENT,
                   "expected finger position 0 to 10, got " + std::to_string(print.position)};
    }
    if (print.prepared.empty()) return Error{ErrorCode::INVALID_ARGUMENT, "a prepared print of 0 bytes"};
    // Prints of unknown finger may be all ten fingers.
    const std::size_t most = limits::kMaxImpressionsPerFinger * (print.position == 0 ? kFingerCount : 1);
    if (++impressions[print.position] > most) {
      return Error{ErrorCode::INVALID_ARGUMENT, "expected at most " + std::to_string(most) +
                                                    " prints of finger position " + std::to_string(print.position)};
    }
  }
  return std::nullopt;
}

}  // namespace

Probe::Print Probe::make_print(std::uint8_t position, PreparedPrint prepared) {
  std::vector<std::uint8_t> bytes = std::move(prepared.bytes);
  UnfoldedPrint unfolded(bytes);
  std::optional<CodeValues> code;
  if (position != 0) code = make_code_values(bytes);
  return {position, std::move(bytes), std::move(unfolded), code};
}

Result<Probe> Probe::create(std::vector<Print> prints) {
  if (auto error = check(prints)) return *std::move(error);
  return Probe(std::move(prints));
}

Result<Probe> Probe::create(std::span<const ProbePrint> prints) {
  try {
    std::vector<Print> made;
    made.reserve(prints.size());
    for (const ProbePrint& print : prints) made.push_back(make_print(print.position, print.prepared));
    return create(std::move(made));
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for the prints of a probe"};
  }
}

}  // namespace ridgeline

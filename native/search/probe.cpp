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

std::optional<Error> check(std::span<const ProbePrint> prints) {
  if (prints.empty()) return Error{ErrorCode::INVALID_ARGUMENT, "expected a probe of at least one print"};
  std::array<std::size_t, kFingerCount + 1> impressions{};
  for (const ProbePrint& print : prints) {
    if (print.position > kFingerCount) {
      return Error{ErrorCode::INVALID_ARGUMENT,
                   "expected finger position 0 to 10, got " + std::to_string(print.position)};
    }
    if (print.prepared.bytes.empty()) return Error{ErrorCode::INVALID_ARGUMENT, "a prepared print of 0 bytes"};
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

Result<Probe> Probe::create(std::span<const ProbePrint> prints) {
  if (auto error = check(prints)) return *std::move(error);
  try {
    std::vector<Print> unfolded;
    unfolded.reserve(prints.size());
    for (const ProbePrint& print : prints) {
      std::vector<std::uint8_t> prepared = print.prepared.bytes;
      UnfoldedPrint side(prepared);
      unfolded.push_back({print.position, std::move(prepared), std::move(side)});
    }
    return Probe(std::move(unfolded));
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for the prints of a probe"};
  }
}

}  // namespace ridgeline

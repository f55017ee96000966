#include "search/probe.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/limits.hpp"
#include "decision/parameters.hpp"
#include "gallery/parameters.hpp"

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
  std::size_t bytes = 0;
  for (const ProbePrint& print : prints) bytes += round_up(print.prepared.bytes.size(), kColumnAlignment);
  Result<AlignedBytes> memory = AlignedBytes::allocate(bytes);
  if (!memory.ok()) return memory.error();

  std::vector<Print> aligned;
  aligned.reserve(prints.size());
  std::uint8_t* at = memory.value().data();
  for (const ProbePrint& print : prints) {
    const std::vector<std::uint8_t>& block = print.prepared.bytes;
    std::copy(block.begin(), block.end(), at);
    aligned.push_back({print.position, {at, block.size()}});
    at += round_up(block.size(), kColumnAlignment);
  }
  return Probe(std::move(memory).value(), std::move(aligned));
}

}  // namespace ridgeline

// Any bytes as a ridge flow map.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "outcome.hpp"
#include "template/ridge_flow.hpp"

using namespace ridgeline;

namespace {

// Where only the head was looked at, cells come out that are steps or none.
void read_known(std::span<const std::uint8_t> bytes, std::span<std::uint8_t> cells) {
  decode_known_flow(bytes, cells);
  for (const std::uint8_t cell : cells) fuzz::require(cell < kFlowSteps || cell == kNoFlow, "a cell is a step or none");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> given(data, size);
  if (has_sound_head(given)) {
    std::vector<std::uint8_t> cells(static_cast<std::size_t>(given[2]) * given[3]);
    read_known(given, cells);
  }
  const auto flow = decode_flow(given);
  if (!flow) {
    fuzz::require_told(flow.error());
    return 0;
  }
  fuzz::require(is_sound(flow.value()), "a map that was read keeps the limits");
  const std::vector<std::uint8_t> bytes = encode_flow(flow.value());
  fuzz::require(bytes.size() <= kMaxFlowBytes, "a map is written within its bounds");
  const auto again = decode_flow(bytes);
  fuzz::require(again.ok() && again.value() == flow.value(), "a map comes back from what was written");
  std::vector<std::uint8_t> cells(flow.value().cells.size());
  read_known(bytes, cells);
  fuzz::require(cells == flow.value().cells, "cells are read as the map is");
  return 0;
}

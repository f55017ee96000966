// Any bytes as a ridge flow map.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "outcome.hpp"
#include "template/ridge_flow.hpp"

using namespace ridgeline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto flow = decode_flow({data, size});
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
  decode_own_flow(bytes, cells);
  fuzz::require(cells == flow.value().cells, "cells are read as the map is");
  return 0;
}

// Any bytes as a ridge flow map.
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "outcome.hpp"
#include "template/ridge_flow.hpp"

using namespace ridgeline;

namespace {

// The cells of a map whose head is sound, read as comparisons read them: a border of one cell around them. Where only the head was
// looked at, cells come out that are steps or none.
std::vector<std::uint8_t> read_known(std::span<const std::uint8_t> bytes) {
  const std::size_t columns = bytes[2];
  const std::size_t rows = bytes[3];
  const std::size_t stride = columns + 2;
  std::vector<std::uint8_t> bordered(stride * (rows + 2), kNoFlow);
  decode_known_flow(bytes, stride, bordered.data() + stride + 1);
  std::vector<std::uint8_t> cells;
  for (std::size_t row = 1; row <= rows; ++row) {
    const auto line = bordered.begin() + static_cast<std::ptrdiff_t>(row * stride + 1);
    cells.insert(cells.end(), line, line + static_cast<std::ptrdiff_t>(columns));
  }
  for (const std::uint8_t cell : cells) fuzz::require(cell < kFlowSteps || cell == kNoFlow, "a cell is a step or none");
  return cells;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> given(data, size);
  if (has_sound_head(given)) read_known(given);
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
  fuzz::require(read_known(bytes) == flow.value().cells, "cells are read as the map is");
  return 0;
}

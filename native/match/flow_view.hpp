// A ridge flow map as it lies in a prepared print.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "template/ridge_flow.hpp"

namespace ridgeline::match {

/// Where the cells of a flow map lie, in cells from the print's top left corner.
struct FlowFrame {
  std::uint8_t left = 0;
  std::uint8_t top = 0;
  std::uint8_t columns = 0;
  std::uint8_t rows = 0;

  [[nodiscard]] std::size_t count() const noexcept { return std::size_t{columns} * rows; }
};

/// Distance of two rows of cells in memory: the most there are, and one on either side.
inline constexpr std::size_t kFlowStride = kMaxFlowSide + 2;

/// Room for the cells of a map with one cell of no flow all around, so that the neighbours of a place are always there.
using FlowCells = std::array<std::uint8_t, kFlowStride * kFlowStride>;
inline constexpr std::size_t kFirstFlowCell = kFlowStride + 1;

struct FlowView {
  FlowFrame frame;
  const std::uint8_t* cells = nullptr;  ///< from kFirstFlowCell of FlowCells on, rows kFlowStride apart
};

}  // namespace ridgeline::match

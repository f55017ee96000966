// A ridge flow map as it lies in a prepared print.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::match {

/// Where the cells of a flow map lie, in cells from the print's top left corner.
struct FlowFrame {
  std::uint8_t left = 0;
  std::uint8_t top = 0;
  std::uint8_t columns = 0;
  std::uint8_t rows = 0;

  [[nodiscard]] std::size_t count() const noexcept { return std::size_t{columns} * rows; }
};

struct FlowView {
  FlowFrame frame;
  const std::uint8_t* cells = nullptr;  ///< as RidgeFlowMap::cells
};

}  // namespace ridgeline::match

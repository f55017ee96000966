// GrayImage: the one form in which pixels travel through the core.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ridgeline {

/// 8-bit grey image, row by row, 0 black to 255 white, with its scanning resolution in pixels per inch (0 = unknown).
struct GrayImage {
  int width = 0;
  int height = 0;
  double ppi = 0.0;
  std::vector<std::uint8_t> pixels;

  [[nodiscard]] std::uint8_t at(int x, int y) const noexcept {
    return pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
  }
};

}  // namespace ridgeline

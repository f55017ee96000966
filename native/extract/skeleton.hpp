// Ridges one pixel wide, and walks along them.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "extract/orientation.hpp"
#include "extract/planes.hpp"

namespace ridgeline {

/// Binary picture with a margin of one empty pixel, so that every pixel has eight neighbours.
struct Skeleton {
  int width = 0;
  int height = 0;
  int stride = 0;
  std::vector<std::uint8_t> pixels;

  Skeleton(int w, int h)
      : width(w),
        height(h),
        stride(w + 2),
        pixels(static_cast<std::size_t>(stride) * static_cast<std::size_t>(h + 2)) {}

  [[nodiscard]] int index(int x, int y) const noexcept { return (y + 1) * stride + x + 1; }
  [[nodiscard]] int x_of(int i) const noexcept { return i % stride - 1; }
  [[nodiscard]] int y_of(int i) const noexcept { return i / stride - 1; }
  [[nodiscard]] bool on(int i) const noexcept { return pixels[static_cast<std::size_t>(i)] != 0; }
  /// The first pixel that is on from i onwards, or the count of pixels.
  [[nodiscard]] int next_on(int i) const noexcept;
  /// Calls visit(i) for every pixel that is on when its turn comes, row by row; visit may clear pixels.
  template <class Visit>
  void for_each_on(Visit visit) const {
    const auto count = static_cast<int>(pixels.size());
    for (int i = next_on(0); i < count; i = next_on(i + 1)) visit(i);
  }
  void clear(int i) noexcept { pixels[static_cast<std::size_t>(i)] = 0; }

  /// Index steps to the neighbours, clockwise from north (y down): N NE E SE S SW W NW.
  [[nodiscard]] std::array<int, 8> steps() const noexcept {
    return {-stride, -stride + 1, 1, stride + 1, stride, stride - 1, -1, -stride - 1};
  }
  /// One bit a neighbour, in the order of steps().
  [[nodiscard]] unsigned neighbours(int i) const noexcept {
    const std::uint8_t* p = pixels.data() + i;
    return static_cast<unsigned>(p[-stride]) | static_cast<unsigned>(p[-stride + 1]) << 1 |
           static_cast<unsigned>(p[1]) << 2 | static_cast<unsigned>(p[stride + 1]) << 3 |
           static_cast<unsigned>(p[stride]) << 4 | static_cast<unsigned>(p[stride - 1]) << 5 |
           static_cast<unsigned>(p[-1]) << 6 | static_cast<unsigned>(p[-stride - 1]) << 7;
  }
  /// Changes from off to on around the pixel: 1 an ending, 2 a line, 3 a bifurcation.
  [[nodiscard]] int crossing_number(int i) const noexcept;
};

/// A walk from a pixel along the ridge.
struct Walk {
  enum class Stop : std::uint8_t { ending, junction, length };
  std::vector<int> path;  ///< pixels after the start
  Stop stop = Stop::length;
};

/// Walks from `start` over its neighbour `next`, at most `steps` pixels; an ending or junction stops it and is its last pixel.
[[nodiscard]] Walk walk(const Skeleton& skeleton, int start, int next, int steps);

/// First pixels of the branches that leave a pixel: one for each run of neighbours.
[[nodiscard]] std::vector<int> branches(const Skeleton& skeleton, int i);

/// Ridge pixels: positive responses inside the mask.
[[nodiscard]] Skeleton binarise(const PixelPlane& response, const CellMask& mask);

/// Thins a binary picture to lines one pixel wide (Guo and Hall 1989, two subiterations), without staircase corners.
void thin(Skeleton& skeleton);

/// Deletes spurs, islands and bridges between ridges.
void clean(Skeleton& skeleton, const OrientationField& orientation);

}  // namespace ridgeline

// The grown ridges as lines one pixel wide, from which the finger's true minutiae are read. This is not the extractor's
// skeleton: truth must not share the errors of what it judges.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

struct Skeleton {
  Plane<std::uint8_t> on;  ///< 1 on a line; the outermost pixels are 0

  /// Index steps to the neighbours, clockwise from north: N NE E SE S SW W NW.
  [[nodiscard]] std::array<int, 8> steps() const noexcept {
    const int w = on.width;
    return {-w, 1 - w, 1, w + 1, w, w - 1, -1, -w - 1};
  }
  /// Numbers in steps() of the first neighbour of each branch that leaves a pixel.
  [[nodiscard]] std::vector<int> branches(int at) const;
  /// The pixels of a branch after `at`, first the neighbour `branch`, up to `most`; an end or a fork is the last of them.
  [[nodiscard]] std::vector<int> trace(int at, int branch, int most) const;
};

/// Thins ridges (positive heights) after Zhang and Suen 1984.
[[nodiscard]] Skeleton thin(const Plane<std::int16_t>& ridges);

/// Erases spurs, short pieces and the pixels that make corners thicker than a line.
void tidy(Skeleton& skeleton);

}  // namespace ridgeline::synthesis

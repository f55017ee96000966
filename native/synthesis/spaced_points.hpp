// Points that keep a distance from each other, as minutiae do: two of them don't fit on one piece of ridge.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

/// Takes points one by one and refuses those that come too near to one taken before.
class SpacedPoints {
 public:
  SpacedPoints() {
    heads_.fill(kNone);
    links_.reserve(kUsualCount);
  }

  /// Adds the point unless one taken before is nearer than `distance_px`, at most kCellSidePx. Points lie within 0 to kSidePx; others
  /// are refused.
  bool take(Point at, double distance_px);

  static constexpr int kCellSidePx = 16;
  static constexpr int kSidePx = 816;

 private:
  static constexpr int kCells = kSidePx / kCellSidePx + 3;
  static constexpr std::int16_t kNone = -1;
  static constexpr std::size_t kUsualCount = 192;

  struct Link {
    Point at;
    std::int16_t next;
  };

  std::array<std::int16_t, static_cast<std::size_t>(kCells) * kCells> heads_;
  std::vector<Link> links_;
};

}  // namespace ridgeline::synthesis

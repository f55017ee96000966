#include "synthesis/spaced_points.hpp"

namespace ridgeline::synthesis {

bool SpacedPoints::take(Point at, double distance_px) {
  if (!(at.x >= 0 && at.y >= 0 && at.x < kSidePx && at.y < kSidePx)) return false;
  // Rows and columns of empty cells lie around, so that no search leaves the grid.
  const int column = static_cast<int>(at.x) / kCellSidePx + 1;
  const int row = static_cast<int>(at.y) / kCellSidePx + 1;
  const double square = distance_px * distance_px;
  for (int y = row - 1; y <= row + 1; ++y) {
    for (int x = column - 1; x <= column + 1; ++x) {
      for (int i = heads_[static_cast<std::size_t>(y * kCells + x)]; i != kNone;) {
        const Link& link = links_[static_cast<std::size_t>(i)];
        const double dx = link.at.x - at.x;
        const double dy = link.at.y - at.y;
        if (dx * dx + dy * dy < square) return false;
        i = link.next;
      }
    }
  }
  std::int16_t& head = heads_[static_cast<std::size_t>(row * kCells + column)];
  links_.push_back({at, head});
  head = static_cast<std::int16_t>(links_.size() - 1);
  return true;
}

}  // namespace ridgeline::synthesis

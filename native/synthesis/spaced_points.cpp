#include "synthesis/spaced_points.hpp"

namespace ridgeline::synthesis {

bool SpacedPoints::take(Point at, double distance_px) {
  if (!(at.x >= 0 && at.y >= 0 && at.x < kSidePx && at.y < kSidePx)) return false;
  // A row and a column of empty cells lie around, so that no search leaves the grid.
  const auto cell_of = [](double px) { return static_cast<int>(px + kCellSidePx) / kCellSidePx; };
  const int left = cell_of(at.x - distance_px);
  const int right = cell_of(at.x + distance_px);
  const int bottom = cell_of(at.y + distance_px);
  const double square = distance_px * distance_px;
  for (int y = cell_of(at.y - distance_px); y <= bottom; ++y) {
    for (int x = left; x <= right; ++x) {
      for (int i = heads_[static_cast<std::size_t>(y * kCells + x)]; i != kNone;) {
        const Link& link = links_[static_cast<std::size_t>(i)];
        const double dx = link.at.x - at.x;
        const double dy = link.at.y - at.y;
        if (dx * dx + dy * dy < square) return false;
        i = link.next;
      }
    }
  }
  std::int16_t& head = heads_[static_cast<std::size_t>(cell_of(at.y) * kCells + cell_of(at.x))];
  links_.push_back({at, head});
  head = static_cast<std::int16_t>(links_.size() - 1);
  return true;
}

}  // namespace ridgeline::synthesis

// Fingers as columns: what lies one below the other along a hand of a given tilt.
#pragma once

#include <vector>

#include "slap/pieces.hpp"

namespace ridgeline::slap {

/// Cells of one finger, pad and what shows below it, in the coordinates of the picture.
struct Column {
  std::vector<Point> cells;
  double left = 0;  ///< across the hand, in its frame
  double right = 0;

  [[nodiscard]] double middle() const noexcept { return 0.5 * (left + right); }
  [[nodiscard]] double width() const noexcept { return right - left; }
};

/// From left to right across the hand; at most kMostColumns, those with the most cells. Areas that are wider than a finger are
/// split where they are thinnest.
[[nodiscard]] std::vector<Column> columns_of(const std::vector<Piece>& pieces, double tilt_rad);

}  // namespace ridgeline::slap

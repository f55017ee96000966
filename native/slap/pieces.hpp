// Connected areas of ridges.
#pragma once

#include <vector>

#include "extract/planes.hpp"
#include "slap/geometry.hpp"

namespace ridgeline::slap {

/// Middles of the cells of one area, px of the picture at 500 ppi.
using Piece = std::vector<Point>;

/// The largest areas of a mask, the largest first; at most kMostPieces.
[[nodiscard]] std::vector<Piece> pieces_of(const CellMask& mask);

}  // namespace ridgeline::slap

#include "slap/pieces.hpp"

#include <algorithm>
#include <utility>

#include "slap/parameters.hpp"

namespace ridgeline::slap {
namespace {

using namespace slap_parameters;
using extract_parameters::kCellPx;

// The area that a cell belongs to; its cells are taken out of the mask.
Piece take_piece(CellMask& mask, int start_x, int start_y) {
  std::vector<std::pair<int, int>> members = {{start_x, start_y}};
  mask.at(start_x, start_y) = 0;
  for (std::size_t next = 0; next < members.size(); ++next) {
    const auto [x, y] = members[next];
    const auto take = [&](int nx, int ny) {
      if (nx < 0 || ny < 0 || nx >= mask.width || ny >= mask.height || mask.at(nx, ny) == 0) return;
      mask.at(nx, ny) = 0;
      members.emplace_back(nx, ny);
    };
    take(x - 1, y);
    take(x + 1, y);
    take(x, y - 1);
    take(x, y + 1);
  }
  Piece piece;
  piece.reserve(members.size());
  for (const auto& [x, y] : members) piece.push_back({(x + 0.5) * kCellPx, (y + 0.5) * kCellPx});
  return piece;
}

}  // namespace

std::vector<Piece> pieces_of(const CellMask& mask) {
  CellMask left = mask;
  std::vector<Piece> pieces;
  for (int y = 0; y < left.height; ++y) {
    for (int x = 0; x < left.width; ++x) {
      if (left.at(x, y) == 0) continue;
      Piece piece = take_piece(left, x, y);
      if (piece.size() >= kSmallestPiece_cells) pieces.push_back(std::move(piece));
    }
  }
  std::stable_sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.size() > b.size(); });
  if (pieces.size() > kMostPieces) pieces.resize(kMostPieces);
  return pieces;
}

}  // namespace ridgeline::slap

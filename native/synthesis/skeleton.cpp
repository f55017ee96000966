#include "synthesis/skeleton.hpp"

#include <algorithm>
#include <cstddef>

#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {
namespace {

// Eight neighbours as bits in the order of steps().
unsigned ring(const Skeleton& skeleton, const std::array<int, 8>& steps, int at) noexcept {
  unsigned bits = 0;
  for (unsigned k = 0; k < 8; ++k)
    bits |= static_cast<unsigned>(skeleton.on.values[static_cast<std::size_t>(at + steps[k])]) << k;
  return bits;
}

// For each ring: may the pixel go in the first (bit 0) or the second (bit 1) half of a round?
std::array<std::uint8_t, 256> removal_table() noexcept {
  std::array<std::uint8_t, 256> table{};
  for (unsigned bits = 0; bits < 256; ++bits) {
    int count = 0;
    int changes = 0;
    for (unsigned k = 0; k < 8; ++k) {
      const bool here = (bits >> k & 1u) != 0;
      count += here ? 1 : 0;
      changes += !here && (bits >> ((k + 1) % 8) & 1u) != 0 ? 1 : 0;
    }
    if (count < 2 || count > 6 || changes != 1) continue;
    const bool n = (bits & 1u) != 0;
    const bool e = (bits & 4u) != 0;
    const bool s = (bits & 16u) != 0;
    const bool w = (bits & 64u) != 0;
    const bool first = !(n && e && s) && !(e && s && w);
    const bool second = !(n && e && w) && !(n && s && w);
    table[bits] = static_cast<std::uint8_t>((first ? 1 : 0) | (second ? 2 : 0));
  }
  return table;
}

Skeleton ridge_pixels(const Plane<std::int16_t>& ridges) {
  Skeleton skeleton{Plane<std::uint8_t>(ridges.width, ridges.height)};
  for (int y = 1; y + 1 < ridges.height; ++y) {
    for (int x = 1; x + 1 < ridges.width; ++x) skeleton.on.at(x, y) = ridges.at(x, y) > 0 ? 1 : 0;
  }
  return skeleton;
}

// A pixel of a corner whose neighbours touch each other anyway.
bool is_corner(unsigned bits) noexcept {
  const auto has = [bits](unsigned k) { return (bits >> (k % 8) & 1u) != 0; };
  for (unsigned k = 0; k < 8; k += 2) {
    // Neighbours k and k+2 touch at the diagonal; nothing else may hang on this pixel on the far side.
    if (has(k) && has(k + 2) && !has(k + 4) && !has(k + 5) && !has(k + 6)) return true;
  }
  return false;
}

}  // namespace

std::vector<int> Skeleton::branches(int at) const {
  const unsigned bits = ring(*this, steps(), at);
  std::vector<int> out;
  for (int k = 0; k < 8; ++k) {
    const bool here = (bits >> k & 1u) != 0;
    const bool before = (bits >> ((k + 7) % 8) & 1u) != 0;
    if (!here || before) continue;
    // A branch of two pixels begins with the one beside, not the one at the corner.
    const bool after = (bits >> ((k + 1) % 8) & 1u) != 0;
    out.push_back(k % 2 == 1 && after ? (k + 1) % 8 : k);
  }
  return out;
}

std::vector<int> Skeleton::trace(int at, int branch, int most) const {
  const std::array<int, 8> step = steps();
  std::vector<int> path;
  int from = branch;
  int here = at + step[static_cast<std::size_t>(branch)];
  while (static_cast<int>(path.size()) < most) {
    path.push_back(here);
    const std::vector<int> ways = branches(here);
    if (ways.size() != 2) break;
    // Go on by the way that leads farther from where we came.
    const auto turn = [from](int way) { return std::min((way - from + 8) % 8, (from - way + 8) % 8); };
    from = turn(ways[0]) < turn(ways[1]) ? ways[0] : ways[1];
    here += step[static_cast<std::size_t>(from)];
  }
  return path;
}

Skeleton thin(const Plane<std::int16_t>& ridges) {
  static const std::array<std::uint8_t, 256> removal = removal_table();
  Skeleton skeleton = ridge_pixels(ridges);
  const std::array<int, 8> steps = skeleton.steps();
  std::vector<int> pixels;
  for (std::size_t i = 0; i < skeleton.on.values.size(); ++i) {
    if (skeleton.on.values[i] != 0) pixels.push_back(static_cast<int>(i));
  }
  std::vector<int> gone;
  bool changed = true;
  while (changed) {
    changed = false;
    for (const unsigned half : {1u, 2u}) {
      gone.clear();
      for (const int at : pixels) {
        if ((removal[ring(skeleton, steps, at)] & half) != 0) gone.push_back(at);
      }
      for (const int at : gone) skeleton.on.values[static_cast<std::size_t>(at)] = 0;
      if (gone.empty()) continue;
      changed = true;
      std::erase_if(pixels, [&](int at) { return skeleton.on.values[static_cast<std::size_t>(at)] == 0; });
    }
  }
  return skeleton;
}

void tidy(Skeleton& skeleton) {
  const std::array<int, 8> steps = skeleton.steps();
  const auto erase = [&](int at) { skeleton.on.values[static_cast<std::size_t>(at)] = 0; };
  const auto each = [&](auto visit) {
    for (int y = 1; y + 1 < skeleton.on.height; ++y) {
      for (int x = 1; x + 1 < skeleton.on.width; ++x) {
        const int at = static_cast<int>(skeleton.on.index(x, y));
        if (skeleton.on.values[static_cast<std::size_t>(at)] != 0) visit(at);
      }
    }
  };
  const auto straighten = [&] {
    each([&](int at) {
      if (is_corner(ring(skeleton, steps, at))) erase(at);
    });
  };
  straighten();
  // From each end: a trace that ends at a fork before kSpurPx is a spur, one that ends at another end is a short piece.
  each([&](int at) {
    const std::vector<int> ways = skeleton.branches(at);
    if (ways.empty()) erase(at);
    if (ways.size() != 1) return;
    const std::vector<int> path = skeleton.trace(at, ways.front(), std::max(kSpurPx, kIslandPx));
    const std::size_t ends = skeleton.branches(path.back()).size();
    const bool spur = ends > 2 && static_cast<int>(path.size()) <= kSpurPx;
    const bool piece = ends < 2 && static_cast<int>(path.size()) < kIslandPx;
    if (!spur && !piece) return;
    erase(at);
    for (const int pixel : path) {
      if (pixel != path.back() || piece) erase(pixel);
    }
  });
  straighten();
}

}  // namespace ridgeline::synthesis

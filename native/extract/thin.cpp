// Thinning by Guo and Hall, "Parallel thinning with two-subiteration algorithms", CACM 1989, with a table of the 256
// neighbourhoods for each subiteration and a shrinking list of the pixels still in question.
#include <algorithm>
#include <array>

#include "extract/skeleton.hpp"

namespace ridgeline {
namespace {

bool deletable(unsigned around, bool first) noexcept {
  const auto p = [&](unsigned k) { return (around >> (k - 2) & 1u) != 0; };  // p(2) north ... p(9) north-west
  const int changes = (!p(2) && (p(3) || p(4)) ? 1 : 0) + (!p(4) && (p(5) || p(6)) ? 1 : 0) +
                      (!p(6) && (p(7) || p(8)) ? 1 : 0) + (!p(8) && (p(9) || p(2)) ? 1 : 0);
  const int one = (p(9) || p(2) ? 1 : 0) + (p(3) || p(4) ? 1 : 0) + (p(5) || p(6) ? 1 : 0) + (p(7) || p(8) ? 1 : 0);
  const int other = (p(2) || p(3) ? 1 : 0) + (p(4) || p(5) ? 1 : 0) + (p(6) || p(7) ? 1 : 0) + (p(8) || p(9) ? 1 : 0);
  const int least = std::min(one, other);
  const bool kept = first ? (p(6) || p(7) || !p(9)) && p(8) : (p(2) || p(3) || !p(5)) && p(4);
  return changes == 1 && least >= 2 && least <= 3 && !kept;
}

std::array<std::uint8_t, 256> deletable_table(bool first) {
  std::array<std::uint8_t, 256> table{};
  for (unsigned i = 0; i < 256; ++i) table[i] = deletable(i, first) ? 1 : 0;
  return table;
}

// Deletes in one subiteration; returns how many went. Pixels with all neighbours on can't go and are tested cheaply.
std::size_t subiterate(Skeleton& skeleton, std::vector<int>& live, const std::array<std::uint8_t, 256>& table,
                       std::vector<int>& doomed) {
  doomed.clear();
  for (const int i : live) {
    if (table[skeleton.neighbours(i)] != 0) doomed.push_back(i);
  }
  for (const int i : doomed) skeleton.clear(i);
  return doomed.size();
}

void drop_corners(Skeleton& skeleton, const std::vector<int>& live) {
  constexpr unsigned kNorth = 1, kEast = 4, kSouth = 16, kWest = 64;
  constexpr unsigned kNorthEast = 2, kSouthEast = 8, kSouthWest = 32, kNorthWest = 128;
  struct Corner {
    unsigned both;
    unsigned absent;
  };
  constexpr std::array<Corner, 4> kCorners = {
      Corner{kNorth | kEast, kSouth | kWest | kSouthWest}, Corner{kEast | kSouth, kNorth | kWest | kNorthWest},
      Corner{kSouth | kWest, kNorth | kEast | kNorthEast}, Corner{kWest | kNorth, kSouth | kEast | kSouthEast}};
  for (const int i : live) {
    if (!skeleton.on(i)) continue;
    const unsigned around = skeleton.neighbours(i);
    for (const Corner& corner : kCorners) {
      if ((around & corner.both) == corner.both && (around & corner.absent) == 0) {
        skeleton.clear(i);
        break;
      }
    }
  }
}

}  // namespace

void thin(Skeleton& skeleton) {
  static const std::array<std::uint8_t, 256> first = deletable_table(true);
  static const std::array<std::uint8_t, 256> second = deletable_table(false);
  std::vector<int> live;
  std::vector<int> doomed;
  for (int i = 0; i < static_cast<int>(skeleton.pixels.size()); ++i) {
    if (skeleton.on(i)) live.push_back(i);
  }
  while (true) {
    std::size_t deleted = subiterate(skeleton, live, first, doomed);
    deleted += subiterate(skeleton, live, second, doomed);
    if (deleted == 0) break;
    std::erase_if(live, [&](int i) { return !skeleton.on(i); });
  }
  drop_corners(skeleton, live);
}

}  // namespace ridgeline

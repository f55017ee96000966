#include "extract/skeleton.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace ridgeline {

using namespace extract_parameters;

int Skeleton::next_on(int i) const noexcept {
  const auto count = static_cast<int>(pixels.size());
  // Most pixels are off: eight are passed at a time.
  for (std::uint64_t eight = 0; i + 8 <= count; i += 8) {
    std::memcpy(&eight, pixels.data() + i, sizeof eight);
    if (eight != 0) break;
  }
  while (i < count && !on(i)) ++i;
  return i;
}

int Skeleton::crossing_number(int i) const noexcept {
  const unsigned around = neighbours(i);
  const unsigned turned = ((around << 1) | (around >> 7)) & 0xFFu;
  return std::popcount(around & ~turned);
}

std::vector<int> branches(const Skeleton& skeleton, int i) {
  const unsigned around = skeleton.neighbours(i);
  const std::array<int, 8> steps = skeleton.steps();
  std::vector<int> out;
  // A straight neighbour is preferred in each run: the diagonal ones beside it belong to the same branch.
  for (unsigned k = 0; k < 8; ++k) {
    const bool on = (around >> k & 1u) != 0;
    const bool before = (around >> ((k + 7) & 7u) & 1u) != 0;
    const bool after = (around >> ((k + 1) & 7u) & 1u) != 0;
    const bool straight = k % 2 == 0;
    if (on && (straight || (!before && !after))) out.push_back(i + steps[k]);
  }
  return out;
}

namespace {

// The pixel that continues a line that came from `previous` to `i`, or -1 where it does not go on.
int next_on_line(const Skeleton& skeleton, int previous, int i) noexcept {
  const std::array<int, 8> steps = skeleton.steps();
  int found = -1;
  for (unsigned k = 0; k < 8; ++k) {
    const int candidate = i + steps[k];
    if (candidate == previous || !skeleton.on(candidate)) continue;
    const int dx = skeleton.x_of(candidate) - skeleton.x_of(previous);
    const int dy = skeleton.y_of(candidate) - skeleton.y_of(previous);
    if (dx * dx <= 1 && dy * dy <= 1) continue;
    if (found < 0 || k % 2 == 0) found = candidate;
  }
  return found;
}

}  // namespace

Walk walk(const Skeleton& skeleton, int start, int next, int steps) {
  Walk out;
  int previous = start;
  int here = next;
  while (true) {
    out.path.push_back(here);
    const int crossing = skeleton.crossing_number(here);
    if (crossing == 1) {
      out.stop = Walk::Stop::ending;
      return out;
    }
    if (crossing > 2) {
      out.stop = Walk::Stop::junction;
      return out;
    }
    if (static_cast<int>(out.path.size()) >= steps) return out;
    const int following = next_on_line(skeleton, previous, here);
    if (following < 0 || following == start) {
      out.stop = Walk::Stop::ending;
      return out;
    }
    previous = here;
    here = following;
  }
}

Skeleton binarise(const PixelPlane& response, const CellMask& mask) {
  Skeleton out(response.width, response.height);
  for (int y = 1; y + 1 < response.height; ++y) {
    const std::int16_t* line = response.row(y);
    const std::uint8_t* cells = mask.values.data() + mask.index(0, y / kCellPx);
    std::uint8_t* to = out.pixels.data() + out.index(0, y);
    for (int cx = 0; cx < mask.width; ++cx) {
      if (cells[cx] == 0) continue;
      const int end = std::min((cx + 1) * kCellPx, response.width - 1);
      for (int x = std::max(cx * kCellPx, 1); x < end; ++x) to[x] = line[x] > 0 ? 1 : 0;
    }
  }
  return out;
}

}  // namespace ridgeline

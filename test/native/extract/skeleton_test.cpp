#include "extract/skeleton.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace ridgeline;

namespace {

Skeleton draw(const std::vector<std::string>& rows) {
  Skeleton out(static_cast<int>(rows[0].size()), static_cast<int>(rows.size()));
  for (std::size_t y = 0; y < rows.size(); ++y) {
    for (std::size_t x = 0; x < rows[y].size(); ++x) {
      out.pixels[static_cast<std::size_t>(out.index(static_cast<int>(x), static_cast<int>(y)))] = rows[y][x] == '#';
    }
  }
  return out;
}

int components(const Skeleton& skeleton) {
  std::vector<bool> seen(skeleton.pixels.size());
  int count = 0;
  for (int start = 0; start < static_cast<int>(seen.size()); ++start) {
    if (!skeleton.on(start) || seen[static_cast<std::size_t>(start)]) continue;
    ++count;
    std::vector<int> stack = {start};
    seen[static_cast<std::size_t>(start)] = true;
    while (!stack.empty()) {
      const int i = stack.back();
      stack.pop_back();
      for (const int step : skeleton.steps()) {
        const auto n = static_cast<std::size_t>(i + step);
        if (!skeleton.on(i + step) || seen[n]) continue;
        seen[n] = true;
        stack.push_back(i + step);
      }
    }
  }
  return count;
}

}  // namespace

TEST_CASE("crossing numbers name endings, lines and bifurcations") {
  const Skeleton s = draw({".......", ".#####.", "....#..", "....#..", "......."});
  CHECK(s.crossing_number(s.index(1, 1)) == 1);
  CHECK(s.crossing_number(s.index(2, 1)) == 2);
  CHECK(branches(s, s.index(4, 1)).size() == 3);
}

TEST_CASE("thinning keeps the number of pieces and leaves no thick spot") {
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    Skeleton s(60, 60);
    for (int blob = 0; blob < 12; ++blob) {
      const int x0 = 3 + static_cast<int>(random() % 44), y0 = 3 + static_cast<int>(random() % 44);
      const int w = 3 + static_cast<int>(random() % 10), h = 3 + static_cast<int>(random() % 10);
      for (int y = y0; y < y0 + h; ++y) {
        for (int x = x0; x < x0 + w; ++x) s.pixels[static_cast<std::size_t>(s.index(x, y))] = 1;
      }
    }
    const int before = components(s);
    thin(s);
    CHECK(components(s) == before);
    for (int y = 0; y + 1 < 60; ++y) {
      for (int x = 0; x + 1 < 60; ++x) {
        CHECK_FALSE(
            (s.on(s.index(x, y)) && s.on(s.index(x + 1, y)) && s.on(s.index(x, y + 1)) && s.on(s.index(x + 1, y + 1))));
      }
    }
  }
}

TEST_CASE("a walk stops at an ending, at a junction and at its length") {
  const Skeleton s = draw({"............", ".##########.", "......#.....", "......#.....", "............"});
  const Walk to_junction = walk(s, s.index(1, 1), s.index(2, 1), 50);
  CHECK(to_junction.stop == Walk::Stop::junction);
  const Walk short_walk = walk(s, s.index(1, 1), s.index(2, 1), 3);
  CHECK(short_walk.stop == Walk::Stop::length);
  CHECK(short_walk.path.size() == 3);
  const Walk to_end = walk(s, s.index(9, 1), s.index(10, 1), 50);
  CHECK(to_end.stop == Walk::Stop::ending);
}

#include "extract/skeleton.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

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

// Guo and Hall's conditions pixel by pixel, p[0] north and clockwise, as a model of thin().
bool plainly_deletable(const std::array<bool, 8>& p, bool first) {
  int changes = 0, one = 0, other = 0;
  for (std::size_t k = 0; k < 8; k += 2) {
    const bool straight = p[k], next = p[k + 1], after = p[(k + 2) % 8], before = p[(k + 7) % 8];
    changes += !straight && (next || after) ? 1 : 0;
    one += before || straight ? 1 : 0;
    other += straight || next ? 1 : 0;
  }
  const int least = std::min(one, other);
  const bool kept = first ? (p[4] || p[5] || !p[7]) && p[6] : (p[0] || p[1] || !p[3]) && p[2];
  return changes == 1 && (least == 2 || least == 3) && !kept;
}

std::array<bool, 8> around(const Skeleton& s, int i) {
  std::array<bool, 8> out{};
  for (std::size_t k = 0; k < 8; ++k) out[k] = s.on(i + s.steps()[k]);
  return out;
}

void thin_plainly(Skeleton& s) {
  const auto count = static_cast<int>(s.pixels.size());
  for (int idle = 0, turn = 0; idle < 2; ++turn) {
    std::vector<int> doomed;
    for (int i = s.next_on(0); i < count; i = s.next_on(i + 1)) {
      if (plainly_deletable(around(s, i), turn % 2 == 0)) doomed.push_back(i);
    }
    for (const int i : doomed) s.clear(i);
    idle = doomed.empty() ? idle + 1 : 0;
  }
  for (int i = s.next_on(0); i < count; i = s.next_on(i + 1)) {
    const std::array<bool, 8> p = around(s, i);
    bool corner = false;
    for (std::size_t k = 0; k < 8; k += 2) {
      corner = corner || (p[k] && p[(k + 2) % 8] && !p[(k + 4) % 8] && !p[(k + 5) % 8] && !p[(k + 6) % 8]);
    }
    if (corner) s.clear(i);
  }
}

}  // namespace

TEST_CASE("the next pixel that is on is found wherever it lies") {
  const Skeleton s = draw({"#.......................#", "..........#.............."});
  CHECK(s.next_on(0) == s.index(0, 0));
  CHECK(s.next_on(s.index(0, 0) + 1) == s.index(24, 0));
  CHECK(s.next_on(s.index(24, 0)) == s.index(24, 0));
  CHECK(s.next_on(s.index(24, 0) + 1) == s.index(10, 1));
  CHECK(s.next_on(s.index(10, 1) + 1) == static_cast<int>(s.pixels.size()));
}

TEST_CASE("thinning words of pixels is thinning pixel by pixel") {
  std::mt19937 random(5);
  for (const int width : {1, 2, 63, 64, 65, 127, 128, 150}) {
    for (const unsigned share : {20u, 50u, 80u, 95u}) {
      Skeleton s(width, 40);
      for (int y = 0; y < s.height; ++y) {
        for (int x = 0; x < s.width; ++x) s.pixels[static_cast<std::size_t>(s.index(x, y))] = random() % 100 < share;
      }
      Skeleton plain = s;
      thin(s);
      thin_plainly(plain);
      CHECK(s.pixels == plain.pixels);
    }
  }
}

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

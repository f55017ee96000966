#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <set>

#include "base/math.hpp"
#include "synthesis/finger_traits.hpp"
#include "synthesis/flow.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/skin_distortion.hpp"

using namespace ridgeline;
using namespace ridgeline::synthesis;

namespace {

// Counts of each class at each position (1 to 10) among the first people of a seed.
using Counts = std::array<std::array<int, 6>, 11>;

Counts count_patterns(int people) {
  Counts counts{};
  for (int person = 0; person < people; ++person) {
    for (int position = 1; position <= 10; ++position) {
      const FingerTraits finger = draw_finger_traits({5, static_cast<std::uint64_t>(person), position});
      ++counts[static_cast<std::size_t>(position)][static_cast<std::size_t>(finger.pattern)];
    }
  }
  return counts;
}

int of(const Counts& counts, std::size_t position, PatternClass pattern) {
  return counts[position][static_cast<std::size_t>(pattern)];
}

double difference_mod_pi(double a, double b) {
  const double turns = (a - b) / kPi;
  return std::abs(turns - std::round(turns)) * kPi;
}

// Half turns of the orientation on a circle of cells: +1 around a core, -1 around a delta (mathematical sense).
int half_turns(const Plane<float>& field, Point middle, double radius_px) {
  constexpr int kSteps = 72;
  double turn = 0;
  double before = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const double a = 2 * kPi * i / kSteps;
    const double x = (middle.x + radius_px * std::cos(a)) / kCellPx;
    const double y = (middle.y - radius_px * std::sin(a)) / kCellPx;
    const double here = -static_cast<double>(field.at(static_cast<int>(x), static_cast<int>(y)));
    if (i > 0) turn += (here - before) - kPi * std::round((here - before) / kPi);
    before = here;
  }
  return static_cast<int>(std::round(turn / kPi));
}

}  // namespace

TEST_CASE("pattern classes come as often as in people") {
  constexpr int kPeople = 4000;
  const Counts counts = count_patterns(kPeople);
  std::array<double, 6> share{};
  for (std::size_t position = 1; position <= 10; ++position) {
    for (std::size_t k = 0; k < 6; ++k) share[k] += counts[position][k] / (10.0 * kPeople);
  }
  CHECK(std::abs(share[0] - 0.037) < 0.006);
  CHECK(std::abs(share[1] - 0.029) < 0.006);
  CHECK(std::abs(share[2] + share[3] - 0.655) < 0.02);
  CHECK(std::abs(share[4] + share[5] - 0.279) < 0.02);

  // Loops open towards the little finger: on the right of a right hand's prints.
  for (const std::size_t finger : {1u, 2u, 3u, 4u, 5u}) {
    CHECK(of(counts, finger, PatternClass::right_loop) > of(counts, finger, PatternClass::left_loop));
    CHECK(of(counts, finger + 5, PatternClass::left_loop) > of(counts, finger + 5, PatternClass::right_loop));
  }
  // The index finger has the most radial loops, the little finger the fewest whorls.
  CHECK(of(counts, 2, PatternClass::left_loop) > 4 * of(counts, 3, PatternClass::left_loop));
  CHECK(of(counts, 1, PatternClass::whorl) > 2 * of(counts, 5, PatternClass::whorl));
}

TEST_CASE("fingers of one person are more alike than those of two") {
  int same = 0;
  int chance = 0;
  for (std::uint64_t person = 0; person < 3000; ++person) {
    const auto is_whorl = [](std::uint64_t p, int position) {
      return draw_finger_traits({5, p, position}).pattern == PatternClass::whorl;
    };
    const bool thumb = is_whorl(person, 1);
    same += thumb && is_whorl(person, 6) ? 1 : 0;
    chance += thumb && is_whorl(person + 1, 6) ? 1 : 0;
  }
  CHECK(same > chance * 5 / 4);
}

TEST_CASE("a finger's traits depend on seed, person and position, and lie in the range of people") {
  std::set<double> periods;
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    for (std::uint64_t person = 0; person < 40; ++person) {
      for (int position = 1; position <= 10; ++position) {
        const FingerTraits finger = draw_finger_traits({seed, person, position});
        REQUIRE(finger.period_px >= kLeastPeriodPx);
        REQUIRE(finger.period_px <= kMostPeriodPx);
        REQUIRE(finger.size > 0.6);
        REQUIRE(finger.size < 1.5);
        periods.insert(finger.period_px);
      }
    }
  }
  CHECK(periods.size() > 1150);
}

TEST_CASE("the field turns half a turn around each core and back around each delta") {
  int checked = 0;
  for (std::uint64_t person = 0; person < 12; ++person) {
    const FingerName name{9, person, 1 + static_cast<int>(person % 10)};
    const FingerTraits finger = draw_finger_traits(name);
    const Plane<float> field = orientation_field(name, finger);
    for (std::size_t i = 0; i < finger.singularity_count; ++i) {
      const Singularity& singularity = finger.singularities[i];
      const bool two_cores = finger.pattern == PatternClass::whorl;  // they may lie closer than the circle is wide
      if (singularity.core && two_cores) continue;
      CHECK(half_turns(field, singularity.at, 14.0) == (singularity.core ? 1 : -1));
      ++checked;
    }
  }
  CHECK(checked >= 12);
}

TEST_CASE("ridges lie level above the core and fall off to both sides") {
  constexpr int kFingers = 40;
  int level = 0;
  int falling = 0;
  for (std::uint64_t person = 0; person < kFingers; ++person) {
    const FingerName name{21, person, 3};
    const FingerTraits finger = draw_finger_traits(name);
    const Plane<float> field = orientation_field(name, finger);
    const auto at = [&](double dx, double dy) {
      return static_cast<double>(
          field.at(static_cast<int>((finger.core.x + dx) / kCellPx), static_cast<int>((finger.core.y + dy) / kCellPx)));
    };
    level += difference_mod_pi(at(0, -90), 0.0) < 0.6 ? 1 : 0;
    // Image axes: a ridge that falls to the right has a positive angle.
    falling += std::sin(2 * at(110, -60)) > 0.1 ? 1 : 0;
    falling += std::sin(2 * at(-110, -60)) < -0.1 ? 1 : 0;
  }
  // Bent fields of single fingers lean.
  CHECK(level >= kFingers * 8 / 10);
  CHECK(falling >= 2 * kFingers * 9 / 10);
}

TEST_CASE("distortion is undone by its opposite, and leaves the middle where it is") {
  SkinDistortion distortion;
  distortion.middle = {5, -8};
  distortion.half_axes_px = {45, 60};
  distortion.drag_px = {9, -12};
  distortion.turn_rad = 0.06;
  distortion.plasticity = 1.2;
  double farthest = 0;
  for (double y = -150; y <= 150; y += 25) {
    for (double x = -110; x <= 110; x += 20) {
      const Point there = distortion.apply({x, y});
      const Point back = distortion.undo(there);
      CHECK(std::abs(back.x - x) < 0.02);
      CHECK(std::abs(back.y - y) < 0.02);
      farthest = std::max(farthest, std::hypot(there.x - x, there.y - y));
    }
  }
  CHECK(farthest > 10);
  const Point still = distortion.apply({20, -20});
  CHECK(still.x == 20);
  CHECK(still.y == -20);
}

#include "base/math.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace ridgeline;

TEST_CASE("the small mathematics agrees with the C library") {
  double worst_sine = 0, worst_exponential = 0, worst_logarithm = 0, worst_angle = 0;
  for (int i = -20000; i <= 20000; ++i) {
    const double x = i * 0.0137;
    worst_sine = std::max({worst_sine, std::abs(sine(x) - std::sin(x)), std::abs(cosine(x) - std::cos(x))});
    worst_angle = std::max(
        worst_angle, std::abs(arc_tangent(std::sin(x), 2 * std::cos(x)) - std::atan2(std::sin(x), 2 * std::cos(x))));
    const double e = x / 10;
    worst_exponential = std::max(worst_exponential, std::abs(exponential(e) / std::exp(e) - 1));
    const double l = std::exp(e);
    worst_logarithm = std::max(worst_logarithm, std::abs(logarithm(l) - std::log(l)) / std::max(1.0, std::abs(e)));
  }
  CHECK(worst_sine < 1e-12);
  CHECK(worst_angle < 1e-11);
  CHECK(worst_exponential < 1e-12);
  CHECK(worst_logarithm < 1e-12);
}

TEST_CASE("angles on the axes are exact enough to tell the quadrants apart") {
  CHECK(arc_tangent(0, 0) == 0);
  CHECK(arc_tangent(0, -1) == doctest::Approx(kPi));
  CHECK(arc_tangent(-1, 0) == doctest::Approx(-kPi / 2));
  CHECK(arc_tangent(1, 1) == doctest::Approx(kPi / 4));
}

TEST_CASE("rounding takes halves up on both sides of zero") {
  CHECK(round_to_int(2.5) == 3);
  CHECK(round_to_int(-2.5) == -2);
  CHECK(round_to_int(-2.51) == -3);
  CHECK(round_to_int(-0.4) == 0);
  CHECK(round_to_int(7.0) == 7);
}

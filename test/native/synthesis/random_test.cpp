#include "synthesis/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "synthesis/smooth_noise.hpp"

using namespace ridgeline::synthesis;

TEST_CASE("a stream is known by its name alone, and every part of the name counts") {
  Random first(Stream::flow, {1, 2, 3});
  Random again(Stream::flow, {1, 2, 3});
  CHECK(first.bits() == again.bits());

  std::set<std::uint64_t> seen;
  for (std::uint64_t a = 0; a < 10; ++a) {
    for (std::uint64_t b = 0; b < 10; ++b) {
      for (const Stream stream : {Stream::flow, Stream::growth}) seen.insert(Random(stream, {a, b}).bits());
    }
  }
  CHECK(seen.size() == 200);
}

TEST_CASE("uniform numbers fill [0, 1) and whole numbers their range evenly") {
  Random random(7);
  double sum = 0;
  int counts[5] = {};
  for (int i = 0; i < 50000; ++i) {
    const double u = random.uniform();
    REQUIRE(u >= 0.0);
    REQUIRE(u < 1.0);
    sum += u;
    const int n = random.below(5);
    REQUIRE(n >= 0);
    REQUIRE(n < 5);
    ++counts[n];
  }
  CHECK(sum / 50000 == doctest::Approx(0.5).epsilon(0.01));
  for (const int count : counts) CHECK(std::abs(count - 10000) < 400);
}

TEST_CASE("normal deviates have the shares of the normal distribution") {
  CHECK(normal_share_below(0.0) == doctest::Approx(0.5).epsilon(1e-6));
  CHECK(normal_share_below(1.959964) == doctest::Approx(0.975).epsilon(1e-6));
  CHECK(normal_share_below(-1.0) == doctest::Approx(0.1586553).epsilon(1e-6));

  Random random(11);
  constexpr int kCount = 50000;
  for (const double bound : {-1.5, -0.5, 0.0, 0.7, 2.0}) {
    int below = 0;
    for (int i = 0; i < kCount; ++i) below += random.normal() < bound ? 1 : 0;
    CHECK(std::abs(static_cast<double>(below) / kCount - normal_share_below(bound)) < 0.01);
  }
}

TEST_CASE("a cut normal deviate stays within two and a half deviations") {
  Random random(13);
  for (int i = 0; i < 20000; ++i) {
    const double value = random.normal(10.0, 2.0);
    REQUIRE(value >= 5.0);
    REQUIRE(value <= 15.0);
  }
}

TEST_CASE("smooth noise has mean 0, deviation 1 and small steps") {
  Random random(17);
  const Plane<float> noise = smooth_noise(random, 400, 300, 6.0);
  double sum = 0;
  double squares = 0;
  double steepest = 0;
  for (int y = 0; y < noise.height; ++y) {
    for (int x = 0; x < noise.width; ++x) {
      const auto value = static_cast<double>(noise.at(x, y));
      sum += value;
      squares += value * value;
      if (x > 0) steepest = std::max(steepest, std::abs(value - static_cast<double>(noise.at(x - 1, y))));
    }
  }
  const double count = 400.0 * 300.0;
  CHECK(std::abs(sum / count) < 0.06);
  CHECK(std::sqrt(squares / count) == doctest::Approx(1.0).epsilon(0.06));
  CHECK(steepest < 1.2);
}

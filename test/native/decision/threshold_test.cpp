#include "decision/threshold.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace ridgeline;

TEST_CASE("the threshold is 10 log10(subjects / fpir)") {
  CHECK(threshold_db(1, 1).value() == doctest::Approx(0));
  CHECK(threshold_db(1000, 0.001).value() == doctest::Approx(60));
  CHECK(threshold_db(10'000'000, 0.001).value() == doctest::Approx(100));
  CHECK(threshold_db(2, 1).value() == doctest::Approx(3.0102999566));
  CHECK(threshold_db(0, 0.01).value() == doctest::Approx(20));
}

TEST_CASE("rates that are none are refused") {
  for (const double fpir :
       {0.0, -0.1, 1.0001, std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity()}) {
    CAPTURE(fpir);
    const auto refused = threshold_db(10, fpir);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error().code == ErrorCode::INVALID_ARGUMENT);
  }
}

TEST_CASE("a score at the threshold is a hit") {
  CHECK(decide(60.0, 60.0) == Decision::hit);
  CHECK(decide(59.999, 60.0) == Decision::no_hit);
}

#include "slap/upright_print.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "base/math.hpp"

using namespace ridgeline;

namespace {

// Stripes across a finger that is tilted clockwise: they run horizontally in the upright print.
GrayImage stripes(double angle_rad, double ppi) {
  GrayImage image{300, 260, ppi, {}};
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const double along = std::cos(angle_rad) * y - std::sin(angle_rad) * x;
      image.pixels.push_back(static_cast<std::uint8_t>(128 + 90 * std::sin(along * 2 * kPi / 12)));
    }
  }
  return image;
}

}  // namespace

TEST_CASE("a tilted finger comes out upright: rows of its print are even") {
  for (const double angle : {-0.7, 0.0, 0.4}) {
    CAPTURE(angle);
    const GrayImage image = stripes(angle, 1000.0);
    const Result<GrayImage> print = upright_print(image, {150, 130, 80, 100, angle});
    REQUIRE(print.ok());
    CHECK(print.value().ppi == 1000.0);
    CHECK(print.value().width >= 80);
    CHECK(print.value().height >= 100);
    for (int y = 30; y < 90; ++y) {
      for (int x = 31; x < 90; ++x) CHECK(std::abs(print.value().at(x, y) - print.value().at(30, y)) <= 3);
    }
  }
}

TEST_CASE("without a tilt the pixels are those of the image") {
  const GrayImage image = stripes(0.3, 500.0);
  const Result<GrayImage> print = upright_print(image, {150, 130, 60, 80, 0});
  REQUIRE(print.ok());
  const int left = 150 - print.value().width / 2;
  const int top = 130 - print.value().height / 2;
  for (int y = 0; y < print.value().height; ++y) {
    for (int x = 0; x < print.value().width; ++x) CHECK(print.value().at(x, y) == image.at(left + x, top + y));
  }
}

TEST_CASE("boxes that hold nothing, or too much, are refused") {
  const GrayImage image = stripes(0, 500.0);
  const auto code = [&](const SlapBox& box) { return upright_print(image, box).error().code; };
  CHECK(code({150, 130, 0, 80, 0}) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code({900, 130, 60, 80, 0}) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code({150, 130, std::numeric_limits<double>::quiet_NaN(), 80, 0}) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code({150, 130, 1e9, 80, 0}) == ErrorCode::IMAGE_TOO_LARGE);
  CHECK(upright_print(image, {10, 10, 200, 200, 0.5}).ok());
}

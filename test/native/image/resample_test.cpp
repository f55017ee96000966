#include "image/resample.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

using namespace ridgeline;

namespace {

template <class Pixel>
GrayImage made_image(int width, int height, double ppi, Pixel pixel) {
  GrayImage image{width, height, ppi, {}};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) image.pixels.push_back(static_cast<std::uint8_t>(pixel(x, y)));
  }
  return image;
}

GrayImage noise(int width, int height, double ppi) {
  std::mt19937 random(11);
  return made_image(width, height, ppi, [&](int, int) { return random() & 0xFF; });
}

double lanczos3(double x) {
  if (x == 0) return 1;
  if (std::abs(x) >= 3) return 0;
  const double a = 3.14159265358979323846 * x;
  return 3 * std::sin(a) * std::sin(a / 3) / (a * a);
}

// One output pixel by the plain definition, in two dimensions and floating point.
double model_pixel(const GrayImage& image, int x, int y) {
  const double step = image.ppi / 500;
  const double scale = std::max(1.0, step);
  const double centre_x = (x + 0.5) * step - 0.5;
  const double centre_y = (y + 0.5) * step - 0.5;
  const int reach = static_cast<int>(3 * scale) + 1;
  double sum = 0;
  double weights = 0;
  for (int j = static_cast<int>(centre_y) - reach; j <= static_cast<int>(centre_y) + reach + 1; ++j) {
    for (int i = static_cast<int>(centre_x) - reach; i <= static_cast<int>(centre_x) + reach + 1; ++i) {
      const double weight = lanczos3((i - centre_x) / scale) * lanczos3((j - centre_y) / scale);
      sum += weight * image.at(std::clamp(i, 0, image.width - 1), std::clamp(j, 0, image.height - 1));
      weights += weight;
    }
  }
  return std::clamp(sum / weights, 0.0, 255.0);
}

ErrorCode code_of(const GrayImage& image) {
  const auto result = resample_to_500_ppi(image);
  REQUIRE_FALSE(result.ok());
  return result.error().code;
}

}  // namespace

TEST_CASE("resampling agrees with the plain definition within a grey level") {
  for (const double ppi : {300.0, 410.0, 508.0, 569.0, 1000.0, 1200.0}) {
    const GrayImage image = noise(211, 187, ppi);
    const auto result = resample_to_500_ppi(image);
    REQUIRE(result.ok());
    const GrayImage& output = result.value();
    CHECK(output.ppi == 500);
    CHECK(output.width == static_cast<int>(std::lround(211 * 500 / ppi)));
    CHECK(output.height == static_cast<int>(std::lround(187 * 500 / ppi)));
    double worst = 0;
    for (int y = 0; y < output.height; ++y) {
      for (int x = 0; x < output.width; ++x) {
        worst = std::max(worst, std::abs(output.at(x, y) - model_pixel(image, x, y)));
      }
    }
    CHECK(worst <= 1.0);
  }
}

TEST_CASE("flat images stay exactly flat") {
  for (const int grey : {0, 1, 127, 254, 255}) {
    for (const double ppi : {300.0, 333.0, 700.0, 1200.0}) {
      const auto output = resample_to_500_ppi(made_image(180, 170, ppi, [&](int, int) { return grey; })).value();
      CHECK(std::all_of(output.pixels.begin(), output.pixels.end(), [&](std::uint8_t p) { return p == grey; }));
    }
  }
}

TEST_CASE("ridges keep their place and contrast, finer detail than 500 ppi can show goes grey") {
  constexpr double kTurn = 2 * 3.14159265358979323846;
  const auto ridges = [&](double period_px) {
    return made_image(400, 300, 1000,
                      [&](int x, int) { return std::lround(128 + 100 * std::cos(kTurn * x / period_px)); });
  };
  const auto output = resample_to_500_ppi(ridges(18)).value();
  double worst = 0;
  for (int x = 10; x < output.width - 10; ++x) {
    worst = std::max(worst, std::abs(output.at(x, 70) - (128 + 100 * std::cos(kTurn * (2 * x + 0.5) / 18))));
  }
  CHECK(worst < 3);
  const auto gone = resample_to_500_ppi(ridges(2)).value();
  for (int x = 10; x < gone.width - 10; ++x) CHECK(std::abs(gone.at(x, 70) - 128) <= 2);
}

TEST_CASE("columns and rows are treated alike") {
  const GrayImage image = noise(150, 130, 720);
  const GrayImage turned = made_image(130, 150, 720, [&](int x, int y) { return image.at(y, x); });
  const auto a = resample_to_500_ppi(image).value();
  const auto b = resample_to_500_ppi(turned).value();
  int worst = 0;
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) worst = std::max(worst, std::abs(a.at(x, y) - b.at(y, x)));
  }
  CHECK(worst <= 1);
}

TEST_CASE("a nominal print is copied") {
  for (const double ppi : {498.0, 500.0, 500.38, 502.0}) {
    const GrayImage image = noise(70, 90, ppi);
    const auto output = resample_to_500_ppi(image).value();
    CHECK(output.ppi == 500);
    CHECK(output.pixels == image.pixels);
  }
  CHECK(resample_to_500_ppi(noise(200, 200, 508)).value().width == 197);
}

TEST_CASE("any other resolution: the same picture on more or fewer pixels") {
  constexpr double kTurn = 2 * 3.14159265358979323846;
  const GrayImage image =
      made_image(300, 200, 500, [&](int x, int) { return std::lround(128 + 100 * std::cos(kTurn * x / 12)); });
  for (const double ppi : {350.0, 725.0}) {
    const GrayImage output = resample_to(image, ppi).value();
    CHECK(output.ppi == ppi);
    CHECK(output.width == std::lround(300 * ppi / 500));
    CHECK(output.height == std::lround(200 * ppi / 500));
    double worst = 0;
    for (int x = 10; x < output.width - 10; ++x) {
      const double at = (x + 0.5) * 500 / ppi - 0.5;
      worst = std::max(worst, std::abs(output.at(x, 70) - (128 + 100 * std::cos(kTurn * at / 12))));
    }
    CHECK(worst < 4);
  }
  GrayImage nearly = image;
  nearly.ppi = 502;
  CHECK(resample_to(nearly, 350).value().pixels == resample_to(image, 350).value().pixels);
  GrayImage lying = image;
  lying.width = 301;
  CHECK(resample_to(lying, 400).error().code == ErrorCode::INVALID_ARGUMENT);
}

TEST_CASE("the same bytes on every machine") {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const double ppi : {300.0, 550.0, 1000.0}) {
    const GrayImage output = resample_to_500_ppi(noise(257, 301, ppi)).value();
    for (const std::uint8_t pixel : output.pixels) hash = (hash ^ pixel) * 1099511628211ULL;
  }
  CHECK(hash == 16498989562985674294ULL);
}

TEST_CASE("images outside the limits are refused with their code") {
  CHECK(code_of(noise(200, 200, 299)) == ErrorCode::RESOLUTION_OUT_OF_RANGE);
  CHECK(code_of(noise(200, 200, 1201)) == ErrorCode::RESOLUTION_OUT_OF_RANGE);
  CHECK(code_of(noise(200, 200, 0)) == ErrorCode::RESOLUTION_OUT_OF_RANGE);
  CHECK(code_of(noise(200, 200, std::numeric_limits<double>::quiet_NaN())) == ErrorCode::RESOLUTION_OUT_OF_RANGE);
  CHECK(code_of(noise(4097, 100, 1200)) == ErrorCode::IMAGE_TOO_LARGE);
  CHECK(code_of(noise(2001, 100, 500)) == ErrorCode::IMAGE_TOO_LARGE);
  CHECK(code_of(noise(1500, 100, 300)) == ErrorCode::IMAGE_TOO_LARGE);
  CHECK(code_of(noise(63, 100, 500)) == ErrorCode::IMAGE_TOO_SMALL);
  CHECK(code_of(noise(300, 100, 1000)) == ErrorCode::IMAGE_TOO_SMALL);
  CHECK(code_of(GrayImage{0, 0, 500, {}}) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code_of(GrayImage{-100, -100, 500, std::vector<std::uint8_t>(10000)}) == ErrorCode::INVALID_ARGUMENT);
  GrayImage short_of_pixels = noise(100, 100, 500);
  short_of_pixels.pixels.pop_back();
  CHECK(code_of(short_of_pixels) == ErrorCode::INVALID_ARGUMENT);
}

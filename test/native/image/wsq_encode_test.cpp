#include "image/wsq_encode.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include "image/wsq.hpp"
#include "image/wsq_rate_model.hpp"
#include "image/wsq_samples.hpp"
#include "image/wsq_stream.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

using Bytes = std::vector<std::uint8_t>;

Bytes encoded(const GrayImage& image, double rate) {
  auto result = encode_wsq(image, rate);
  REQUIRE_MESSAGE(result.ok(), result.error().detail);
  return std::move(result).value();
}

GrayImage decoded(const Bytes& bytes) {
  auto result = decode_wsq(bytes);
  REQUIRE_MESSAGE(result.ok(), result.error().detail);
  return std::move(result).value();
}

wsq::Stream read_stream(const Bytes& bytes) {
  auto result = wsq::StreamReader(bytes).read();
  REQUIRE_MESSAGE(result.ok(), result.error().detail);
  return std::move(result).value();
}

int largest_difference(const GrayImage& a, const GrayImage& b) {
  REQUIRE(a.pixels.size() == b.pixels.size());
  int largest = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) largest = std::max(largest, std::abs(a.pixels[i] - b.pixels[i]));
  return largest;
}

double psnr_db(const GrayImage& a, const GrayImage& b) {
  REQUIRE(a.pixels.size() == b.pixels.size());
  double squares = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) squares += std::pow(a.pixels[i] - b.pixels[i], 2);
  return squares == 0 ? 99 : 10 * std::log10(255 * 255 * static_cast<double>(a.pixels.size()) / squares);
}

GrayImage filled(int width, int height, std::uint8_t level) {
  return {width, height, 500, Bytes(static_cast<std::size_t>(width * height), level)};
}

GrayImage noise(int width, int height) {
  std::mt19937 random(11);
  GrayImage image = filled(width, height, 0);
  for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(random());
  return image;
}

ErrorCode code_of(const GrayImage& image, double rate) {
  const auto result = encode_wsq(image, rate);
  REQUIRE_FALSE(result.ok());
  CHECK_FALSE(result.error().detail.empty());
  return result.error().code;
}

// The subbands that the plain model makes of the image normalised as the stream says.
std::vector<Plane> model_subbands(const GrayImage& image, const wsq::Frame& frame) {
  Plane plane(image.width, image.height);
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    plane.samples[i] = (image.pixels[i] - double{frame.shift}) / frame.scale;
  }
  std::vector<Plane> subbands;
  WaveletModel(filters_9_7()).take_apart(SplitTree::wsq(), plane, false, false, subbands);
  return subbands;
}

// What is left of an image when the highest frequencies and the subbands of next to no variance are taken away.
Bytes pixels_without_silent(const GrayImage& image, const wsq::Frame& frame) {
  auto subbands = model_subbands(image, frame);
  const auto variances = model_variances(subbands);
  for (std::size_t i = 0; i < subbands.size(); ++i) {
    if (i >= 60 || variances[i] < 1.01) std::fill(subbands[i].samples.begin(), subbands[i].samples.end(), 0.0);
  }
  std::size_t next = 0;
  Bytes pixels;
  for (const double sample :
       WaveletModel(filters_9_7()).put_together(SplitTree::wsq(), subbands, false, false, next).samples) {
    pixels.push_back(static_cast<std::uint8_t>(std::clamp(sample * frame.scale + frame.shift + 0.5, 0.0, 255.0)));
  }
  return pixels;
}

}  // namespace

TEST_CASE("at a high rate nothing is lost but the subbands that are never sent, for sides of every parity") {
  for (const auto& sides : {std::pair{64, 64}, std::pair{65, 64}, std::pair{64, 67}, std::pair{95, 127},
                            std::pair{97, 130}, std::pair{191, 65}, std::pair{300, 278}}) {
    const int width = sides.first;
    const int height = sides.second;
    INFO(width, " x ", height);
    const GrayImage image = ridges(width, height);
    const Bytes bytes = encoded(image, 8);
    const GrayImage output = decoded(bytes);
    REQUIRE(output.width == width);
    REQUIRE(output.height == height);
    CHECK(largest_difference(output, {width, height, 500, pixels_without_silent(image, read_stream(bytes).frame)}) <=
          1);
  }
}

TEST_CASE("bin widths and bins are what the plain model makes of the image") {
  for (const GrayImage& image : {ridges(130, 101), ridges(64, 65), ridges(333, 290), noise(128, 128)}) {
    for (const double rate : {0.4, 0.75, 2.25}) {
      INFO(image.width, " x ", image.height, " at ", rate);
      const wsq::Stream stream = read_stream(encoded(image, rate));
      const auto subbands = model_subbands(image, stream.frame);
      const auto widths = model_bin_widths(model_variances(subbands), rate);
      std::size_t next = 0;
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < wsq::kSubbands; ++i) {
        const double width = stream.quantization.subbands[i].bin_width;
        const double zero_width = stream.quantization.subbands[i].zero_bin_width;
        CHECK(width == doctest::Approx(widths[i]).epsilon(0.001));
        CHECK(zero_width == doctest::Approx(1.2 * widths[i]).epsilon(0.001));
        if (width == 0) continue;
        for (const double sample : subbands[i].samples) {
          const double beyond = std::abs(sample) - zero_width / 2;
          const double bin = beyond <= 0 ? 0 : std::floor(beyond / width) + 1;
          wrong += stream.bins[next++] == (sample < 0 ? -bin : bin) ? 0 : 1;
        }
      }
      // A sample on the border of two bins may fall to either side in single precision.
      CHECK(wrong <= 2 + next / 1000);
    }
  }
}

TEST_CASE("more bits give a longer file and a better image, near the rate that was asked for") {
  const GrayImage image = ridges(400, 380);
  double previous_psnr_db = 0;
  std::size_t previous_bytes = 0;
  for (const double rate : {0.1, 0.3, 0.75, 1.5, 2.25, 4.0}) {
    INFO("rate: ", rate);
    const Bytes bytes = encoded(image, rate);
    const double psnr = psnr_db(decoded(bytes), image);
    CHECK(bytes.size() > previous_bytes);
    CHECK(psnr > previous_psnr_db);
    CHECK(static_cast<double>(bytes.size()) * 8 < rate * static_cast<double>(image.pixels.size()) + 8 * 1000);
    previous_psnr_db = psnr;
    previous_bytes = bytes.size();
  }
  CHECK(psnr_db(decoded(encoded(image, 0.75)), image) > 25);
  CHECK(psnr_db(decoded(encoded(image, 2.25)), image) > 33);
}

TEST_CASE("a blank image is a short file and comes back exactly") {
  for (const int level : {0, 1, 37, 128, 254, 255}) {
    const GrayImage image = filled(100, 75, static_cast<std::uint8_t>(level));
    const Bytes bytes = encoded(image, 0.75);
    CHECK(bytes.size() < 1000);
    CHECK(decoded(bytes).pixels == image.pixels);
  }
}

TEST_CASE("images that hardly hold anything neither swell nor break") {
  for (const double rate : {0.1, 0.75, 8.0}) {
    INFO("rate: ", rate);
    GrayImage dot = filled(200, 180, 250);
    dot.pixels[90 * 200 + 100] = 0;
    CHECK(encoded(dot, rate).size() < 3 * dot.pixels.size());
    CHECK(psnr_db(decoded(encoded(dot, rate)), dot) > 30);
    GrayImage slope = filled(256, 64, 0);
    for (std::size_t i = 0; i < slope.pixels.size(); ++i)
      slope.pixels[i] = static_cast<std::uint8_t>(100 + i % 256 / 64);
    CHECK(encoded(slope, rate).size() < 3 * slope.pixels.size());
    CHECK(largest_difference(decoded(encoded(slope, rate)), slope) <= 3);
  }
}

TEST_CASE("noise and steep edges, at every rate") {
  GrayImage halves = filled(512, 512, 0);
  for (std::size_t i = 0; i < halves.pixels.size(); ++i) halves.pixels[i] = i % 512 < 256 ? 0 : 255;
  GrayImage checks = filled(256, 256, 0);
  for (std::size_t i = 0; i < checks.pixels.size(); ++i)
    checks.pixels[i] = (i / 64 + i / (256 * 64)) % 2 == 0 ? 0 : 255;
  for (const double rate : {0.1, 0.75, 2.25, 8.0}) {
    INFO("rate: ", rate);
    CHECK(psnr_db(decoded(encoded(halves, rate)), halves) > 20);
    CHECK(psnr_db(decoded(encoded(checks, rate)), checks) > 10);
    CHECK(psnr_db(decoded(encoded(noise(200, 201), rate)), noise(200, 201)) > (rate < 2 ? 7 : 10));
  }
}

TEST_CASE("the comment states sides, rate and whole ppi, or that they are unknown") {
  GrayImage image = ridges(70, 80);
  const auto ppi_after = [&](double ppi) {
    image.ppi = ppi;
    return decoded(encoded(image, 0.75)).ppi;
  };
  CHECK(ppi_after(500) == 500);
  CHECK(ppi_after(1000) == 1000);
  CHECK(ppi_after(500.38) == 500);
  CHECK(ppi_after(0) == 0);
  CHECK(ppi_after(-500) == 0);
  CHECK(ppi_after(1e9) == 0);
  CHECK(ppi_after(std::numeric_limits<double>::quiet_NaN()) == 0);
  image.ppi = 512;
  const Bytes bytes = encoded(image, 2.25);
  const std::string comment =
      "NIST_COM 9\nPIX_WIDTH 70\nPIX_HEIGHT 80\nPIX_DEPTH 8\nPPI 512\nLOSSY 1\nCOLORSPACE GRAY\n"
      "COMPRESSION WSQ\nWSQ_BITRATE 2.250000";
  CHECK(std::search(bytes.begin(), bytes.end(), comment.begin(), comment.end()) == bytes.begin() + 6);
}

TEST_CASE("the same image gives the same bytes") {
  CHECK(encoded(ridges(123, 97), 0.75) == encoded(ridges(123, 97), 0.75));
}

TEST_CASE("what cannot be encoded is refused with its code") {
  CHECK(code_of(ridges(63, 100), 0.75) == ErrorCode::IMAGE_TOO_SMALL);
  CHECK(code_of(ridges(100, 63), 0.75) == ErrorCode::IMAGE_TOO_SMALL);
  CHECK(code_of(GrayImage{}, 0.75) == ErrorCode::IMAGE_TOO_SMALL);
  CHECK(code_of({-100, -100, 500, Bytes(10000)}, 0.75) == ErrorCode::IMAGE_TOO_SMALL);
  CHECK(code_of({4097, 64, 500, Bytes(std::size_t{4097} * 64)}, 0.75) == ErrorCode::IMAGE_TOO_LARGE);
  CHECK(code_of({100, 100, 500, Bytes(9999)}, 0.75) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code_of({100, 100, 500, Bytes(10001)}, 0.75) == ErrorCode::INVALID_ARGUMENT);
  for (const double rate : {0.0, -1.0, 0.09, 8.01, 1e300, std::numeric_limits<double>::quiet_NaN(),
                            std::numeric_limits<double>::infinity()}) {
    CHECK(code_of(ridges(100, 100), rate) == ErrorCode::INVALID_ARGUMENT);
  }
}

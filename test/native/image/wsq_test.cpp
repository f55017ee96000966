#include "image/wsq.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "dataset_folder.hpp"
#include "image/wsq_encoder.hpp"
#include "image/wsq_samples.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

struct Difference {
  int largest = 0;
  double identical = 0;  // share of pixels
  double psnr_db = 99;
};

Difference difference(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
  REQUIRE(a.size() == b.size());
  Difference result;
  double squares = 0;
  double equal = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int step = std::abs(a[i] - b[i]);
    result.largest = std::max(result.largest, step);
    squares += step * step;
    equal += step == 0 ? 1 : 0;
  }
  const double size = static_cast<double>(a.size());
  result.identical = equal / size;
  if (squares > 0) result.psnr_db = 10 * std::log10(255 * 255 * size / squares);
  return result;
}

GrayImage decoded(const Bytes& bytes) {
  auto result = decode_wsq(bytes);
  REQUIRE_MESSAGE(result.ok(), result.error().detail);
  return std::move(result).value();
}

// Encodes, decodes and compares with the model; gives the difference from the original image.
Difference round_trip(const GrayImage& image, const Encoding& encoding) {
  const Coded coded = code(image, encoding);
  const GrayImage output = decoded(serialized(segments_of(image, coded, encoding)));
  CHECK(output.width == image.width);
  CHECK(output.height == image.height);
  CHECK(output.ppi == encoding.ppi);
  const Difference from_model = difference(output.pixels, model_pixels(coded, encoding));
  CHECK(from_model.largest <= 1);
  CHECK(from_model.identical >= 0.995);
  return difference(output.pixels, image.pixels);
}

}  // namespace

TEST_CASE("every reference image is reproduced") {
  const auto folder = dataset_folder();
  int images = 0;
  if (folder && std::filesystem::is_directory(*folder / "formats" / "wsq")) {
    for (const auto& entry : std::filesystem::directory_iterator(*folder / "formats" / "wsq")) {
      if (entry.path().extension() != ".wsq") continue;
      INFO(entry.path().filename().string());
      const GrayImage image = decoded(bytes_of(entry.path()));
      auto reference_path = entry.path();
      const Difference from_reference = difference(image.pixels, bytes_of(reference_path.replace_extension(".raw")));
      CHECK(from_reference.largest <= 1);
      CHECK(from_reference.identical >= 0.999);
      const Bytes head = bytes_of(reference_path.replace_extension(".ncm"));
      const std::string text(head.begin(), head.end());
      CHECK(text.find("PIX_WIDTH " + std::to_string(image.width) + "\n") != std::string::npos);
      CHECK(text.find("PIX_HEIGHT " + std::to_string(image.height) + "\n") != std::string::npos);
      CHECK(text.find("PPI " + std::to_string(static_cast<int>(image.ppi)) + "\n") != std::string::npos);
      ++images;
    }
    CHECK(images > 0);
  }
}

TEST_CASE("filters of odd and even length give the image back, for sides of every parity") {
  for (const FilterPair& filters : {filters_9_7(), filters_5_3(), filters_8_8(), filters_6_2(), filters_2_2()}) {
    INFO("low-pass taps: ", FilterPair::length(filters.low_half, filters.even));
    for (const auto& [width, height] : {std::pair{96, 64}, std::pair{97, 75}, std::pair{70, 101}, std::pair{63, 126}}) {
      const GrayImage image = ridges(width, height);
      CHECK(round_trip(image, {.filters = filters, .bin_width = 0.002, .silent_subbands = {}}).largest <= 1);
    }
  }
}

TEST_CASE("coarse bins and silent subbands are what the model makes of them") {
  const GrayImage image = ridges(120, 99);
  CHECK(round_trip(image, {.filters = filters_9_7(), .bin_width = 0.05}).psnr_db > 30);
  CHECK(round_trip(image, {.filters = filters_8_8(), .bin_width = 0.05}).psnr_db > 30);
  CHECK(round_trip(image,
                   {.filters = filters_9_7(), .bin_width = 0.05, .silent_subbands = {0, 7, 18, 19, 30, 51, 52, 63}})
            .psnr_db < 30);
  std::set<int> whole_block;
  for (int i = 52; i < 64; ++i) whole_block.insert(i);
  CHECK(round_trip(image, {.filters = filters_9_7(), .bin_width = 0.05, .silent_subbands = whole_block}).psnr_db > 20);
}

TEST_CASE("sides that leave subbands empty") {
  for (int size = 1; size <= 40; ++size) {
    INFO("size: ", size);
    for (const FilterPair& filters : {filters_9_7(), filters_8_8()}) {
      CHECK(round_trip(ridges(size, 41 - size), {.filters = filters, .bin_width = 0.002, .silent_subbands = {}})
                .largest <= 1);
    }
  }
}

TEST_CASE("escapes of eight and sixteen bits and long runs of zeros") {
  GrayImage image = ridges(300, 280);
  std::fill(image.pixels.begin() + 90 * 300, image.pixels.end(), std::uint8_t{200});
  const Encoding encoding{.filters = filters_5_3(), .bin_width = 0.004};
  const Coded coded = code(image, encoding);
  std::set<int> escapes;
  for (const Symbol& symbol : symbols_of(coded, 0, 64)) {
    if (symbol.symbol > 100 && symbol.symbol < 107) escapes.insert(symbol.symbol);
  }
  CHECK(escapes == std::set<int>{101, 102, 103, 104, 105, 106});
  const GrayImage output = decoded(serialized(segments_of(image, coded, encoding)));
  CHECK(difference(output.pixels, image.pixels).psnr_db > 38);
}

TEST_CASE("restart intervals of any length change nothing") {
  const GrayImage image = ridges(90, 80);
  const auto pixels = decoded(encoded(image, {.filters = filters_9_7()})).pixels;
  for (const int interval : {1, 2, 7, 100, 65535}) {
    INFO("interval: ", interval);
    CHECK(decoded(encoded(image, {.filters = filters_9_7(), .restart_interval = interval})).pixels == pixels);
  }
}

TEST_CASE("Huffman tables in one segment, and under other numbers, change nothing") {
  const GrayImage image = ridges(90, 80);
  const auto pixels = decoded(encoded(image, {.filters = filters_9_7()})).pixels;
  CHECK(decoded(encoded(image, {.filters = filters_9_7(), .tables_together = true})).pixels == pixels);
  const Encoding encoding{.filters = filters_9_7()};
  auto segments = segments_of(image, code(image, encoding), encoding);
  for (Segment& segment : segments) {
    if (segment.marker == 0xA6 || segment.marker == 0xA3) segment.content[0] = 7;  // replaced before every block
  }
  CHECK(decoded(serialized(segments)).pixels == pixels);
}

TEST_CASE("comments and fill bytes may stand anywhere between segments") {
  const GrayImage image = ridges(90, 80);
  const Encoding encoding{.filters = filters_9_7(), .restart_interval = 50};
  const auto plain = segments_of(image, code(image, encoding), encoding);
  std::vector<Segment> busy;
  for (std::size_t i = 1; i < plain.size(); ++i) {
    busy.push_back({0xA8, comment("written by nobody"), {}});
    busy.push_back({0xA8, {}, {}});
    busy.push_back(plain[i]);
  }
  busy.push_back(nist_comment(image, 1000));
  const GrayImage output = decoded(serialized(busy));
  CHECK(output.pixels == decoded(serialized(plain)).pixels);
  CHECK(output.ppi == 1000);

  auto filled = plain;
  for (Segment& segment : filled) segment.coded.insert(segment.coded.end(), 3, 0xFF);
  CHECK(decoded(serialized(filled)).pixels == output.pixels);
}

TEST_CASE("tables may come in any order before the first block") {
  const GrayImage image = ridges(90, 80);
  const Encoding encoding{.filters = filters_9_7(), .restart_interval = 9, .tables_together = true};
  auto segments = segments_of(image, code(image, encoding), encoding);
  const auto pixels = decoded(serialized(segments)).pixels;
  std::reverse(segments.begin(), segments.begin() + 6);
  CHECK(segments[0].marker == 0xA6);
  CHECK(decoded(serialized(segments)).pixels == pixels);
}

TEST_CASE("the resolution is the comment's, or unknown") {
  const GrayImage image = ridges(40, 40);
  const Encoding encoding{.filters = filters_9_7()};
  auto segments = segments_of(image, code(image, encoding), encoding);
  const auto ppi_with = [&](const std::string& text) {
    segments[0].content = comment(text);
    return decoded(serialized(segments)).ppi;
  };
  CHECK(ppi_with("NIST_COM 2\nPPI 512\nLOSSY 1\n") == 512);
  CHECK(ppi_with("NIST_COM 2\nPPI\t 1000") == 1000);
  CHECK(ppi_with("NIST_COM 1\nPPI -1\n") == 0);
  CHECK(ppi_with("NIST_COM 1\nPPI_X 700\n") == 0);
  CHECK(ppi_with("NIST_COM 1\nPPI") == 0);
  CHECK(ppi_with("Scanned at\nPPI 500\n") == 0);
  CHECK(ppi_with("") == 0);
}

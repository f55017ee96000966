// What the WSQ decoder does with streams that are damaged, cut off or lie.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "image/wsq.hpp"
#include "image/wsq_encoder.hpp"
#include "image/wsq_samples.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

const Encoding kEncoding{.filters = filters_9_7(), .bin_width = 0.1, .restart_interval = 60};

std::vector<Segment> sound_segments() {
  const GrayImage image = ridges(61, 50);
  return segments_of(image, code(image, kEncoding), kEncoding);
}

std::size_t place_of(const std::vector<Segment>& segments, std::uint8_t marker) {
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (segments[i].marker == marker) return i;
  }
  FAIL("no such segment");
  return 0;
}

ErrorCode code_of(const Bytes& bytes) {
  const auto result = decode_wsq(bytes);
  REQUIRE_FALSE(result.ok());
  CHECK_FALSE(result.error().detail.empty());
  return result.error().code;
}

// The code of the sound stream with one segment changed.
template <class Change>
ErrorCode code_with(std::uint8_t marker, Change change) {
  auto segments = sound_segments();
  change(segments[place_of(segments, marker)]);
  return code_of(serialized(segments));
}

ErrorCode code_without(std::uint8_t marker) {
  auto segments = sound_segments();
  segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(place_of(segments, marker)));
  return code_of(serialized(segments));
}

// Either an image that agrees with itself, or an error that explains itself.
void check_outcome(const Bytes& bytes) {
  const auto result = decode_wsq(bytes);
  if (result.ok()) {
    const GrayImage& image = result.value();
    CHECK(image.pixels.size() == static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  } else {
    CHECK_FALSE(result.error().detail.empty());
  }
}

}  // namespace

TEST_CASE("other formats are told apart") {
  CHECK(code_of({}) == ErrorCode::UNSUPPORTED_FORMAT);
  CHECK(code_of({0xFF}) == ErrorCode::UNSUPPORTED_FORMAT);
  CHECK(code_of({0xFF, 0xD8, 0xFF, 0xE0}) == ErrorCode::UNSUPPORTED_FORMAT);
  CHECK(is_wsq(serialized(sound_segments())));
  CHECK_FALSE(is_wsq(Bytes{0xFF}));
}

TEST_CASE("a cut-off stream is refused at every length, unless nothing but the end marker is missing") {
  const Bytes bytes = serialized(sound_segments());
  const auto whole = decode_wsq(bytes);
  REQUIRE(whole.ok());
  for (std::size_t length = 2; length + 2 < bytes.size(); ++length) {
    CHECK(code_of(Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length))) ==
          ErrorCode::MALFORMED_WSQ);
  }
  const auto without_end = decode_wsq(std::span(bytes).first(bytes.size() - 2));
  REQUIRE(without_end.ok());
  CHECK(without_end.value().pixels == whole.value().pixels);
  Bytes longer = bytes;
  longer.insert(longer.end(), 9, 0);
  REQUIRE(decode_wsq(longer).ok());
}

TEST_CASE("frame headers that lie") {
  const auto with_sides = [](unsigned width, unsigned height) {
    return code_with(0xA2,
                     [&](Segment& frame) { frame = frame_segment(static_cast<int>(width), static_cast<int>(height)); });
  };
  CHECK(with_sides(4097, 50) == ErrorCode::IMAGE_TOO_LARGE);
  CHECK(with_sides(61, 65535) == ErrorCode::IMAGE_TOO_LARGE);
  CHECK(with_sides(0, 50) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_sides(61, 0) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_sides(61, 51) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_sides(60, 50) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA2, [](Segment& frame) { frame.content.pop_back(); }) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA2, [](Segment& frame) { frame.content.push_back(0); }) == ErrorCode::MALFORMED_WSQ);
}

TEST_CASE("missing and repeated segments") {
  for (const int marker : {0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7})
    CHECK(code_without(static_cast<std::uint8_t>(marker)) == ErrorCode::MALFORMED_WSQ);
  auto segments = sound_segments();
  segments.push_back(segments[place_of(segments, 0xA2)]);
  CHECK(code_of(serialized(segments)) == ErrorCode::MALFORMED_WSQ);
  segments = sound_segments();
  segments.push_back(segments[place_of(segments, 0xA5)]);
  CHECK(code_of(serialized(segments)) == ErrorCode::MALFORMED_WSQ);
  segments = sound_segments();
  segments.push_back(segments.back());  // the last block twice
  CHECK(code_of(serialized(segments)) == ErrorCode::MALFORMED_WSQ);
  segments = sound_segments();
  segments.insert(segments.end(), 2000, {0xA8, comment("again"), {}});
  CHECK(code_of(serialized(segments)) == ErrorCode::MALFORMED_WSQ);
}

TEST_CASE("filters that cannot be") {
  const auto with_lengths = [](std::uint8_t low, std::uint8_t high) {
    return code_with(0xA4, [&](Segment& table) {
      table.content = {low, high};
      table.content.insert(table.content.end(), static_cast<std::size_t>((low + 1) / 2 + (high + 1) / 2) * 6, 1);
    });
  };
  CHECK(with_lengths(0, 7) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_lengths(9, 0) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_lengths(9, 8) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_lengths(33, 7) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_lengths(8, 34) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA4, [](Segment& table) { table.content.pop_back(); }) == ErrorCode::MALFORMED_WSQ);
}

TEST_CASE("Huffman tables that cannot be") {
  const auto with_table = [](const Bytes& content) {
    return code_with(0xA6, [&](Segment& table) { table.content = content; });
  };
  Bytes three_of_one_bit(17, 0);
  three_of_one_bit[1] = 3;
  three_of_one_bit.insert(three_of_one_bit.end(), {1, 2, 3});
  CHECK(with_table(three_of_one_bit) == ErrorCode::MALFORMED_WSQ);
  Bytes all_of_sixteen_bits(17, 255);
  all_of_sixteen_bits[0] = 0;
  all_of_sixteen_bits.insert(all_of_sixteen_bits.end(), 16 * 255, 1);
  CHECK(with_table(all_of_sixteen_bits) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_table(Bytes(17, 0)) == ErrorCode::MALFORMED_WSQ);
  CHECK(with_table({}) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA6, [](Segment& table) { table.content[0] = 8; }) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA6, [](Segment& table) { table.content.pop_back(); }) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA3, [](Segment& block) { block.content[0] = 8; }) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA3, [](Segment& block) { block.content[0] = 5; }) == ErrorCode::MALFORMED_WSQ);
}

TEST_CASE("restart markers out of order or unannounced, and parts of a block lost between them") {
  auto segments = sound_segments();
  Bytes& coded = segments[place_of(segments, 0xA3)].coded;
  const auto restart = [&](std::uint8_t number) {
    for (std::size_t i = 0; i + 1 < coded.size(); ++i) {
      if (coded[i] == 0xFF && coded[i + 1] == number) return i;
    }
    FAIL("no such restart marker");
    return std::size_t{0};
  };
  const std::size_t second = restart(0xB1);
  const std::size_t third = restart(0xB2);
  const Bytes sound = coded;
  coded[second + 1] = 0xB3;
  CHECK(code_of(serialized(segments)) == ErrorCode::MALFORMED_WSQ);
  coded = sound;
  coded.erase(coded.begin() + static_cast<std::ptrdiff_t>(second), coded.begin() + static_cast<std::ptrdiff_t>(third));
  CHECK(code_of(serialized(segments)) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA7, [](Segment& interval) { interval.content = {0, 0}; }) == ErrorCode::MALFORMED_WSQ);
  CHECK(code_with(0xA7, [](Segment& interval) { interval.content = {0}; }) == ErrorCode::MALFORMED_WSQ);
}

TEST_CASE("numbers without bounds give an image or an error, never a trap") {
  for (const int exponent : {0, 1, 40, 255}) {
    auto segments = sound_segments();
    Bytes& filters = segments[place_of(segments, 0xA4)].content;
    for (std::size_t i = 2; i < filters.size(); i += 6) {
      filters[i + 1] = static_cast<std::uint8_t>(exponent);
      std::fill(filters.begin() + static_cast<std::ptrdiff_t>(i) + 2,
                filters.begin() + static_cast<std::ptrdiff_t>(i) + 6, 0xFF);
    }
    check_outcome(serialized(segments));
  }
}

TEST_CASE("any byte changed gives an image or a coded error") {
  const Bytes bytes = serialized(sound_segments());
  for (std::size_t i = 2; i < bytes.size(); ++i) {
    for (const unsigned flip : {0x01U, 0x10U, 0x80U, 0xFFU}) {
      Bytes changed = bytes;
      changed[i] ^= static_cast<std::uint8_t>(flip);
      check_outcome(changed);
    }
  }
}

TEST_CASE("many changes at once give an image or a coded error") {
  std::mt19937 random(2024);
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
  for (const FilterPair& filters : {filters_9_7(), filters_8_8(), filters_6_2()}) {
    const Encoding encoding{.filters = filters, .bin_width = 0.1, .restart_interval = 40, .tables_together = true};
    const Bytes bytes = encoded(ridges(47, 52), encoding);
    for (int round = 0; round < 2000; ++round) {
      Bytes changed = bytes;
      for (std::size_t edits = 1 + below(4); edits > 0; --edits) {
        const auto at = changed.begin() + static_cast<std::ptrdiff_t>(2 + below(changed.size() - 2));
        const std::size_t kind = below(4);
        if (kind == 0) changed.erase(at);
        if (kind == 1) changed.insert(at, static_cast<std::uint8_t>(random()));
        if (kind == 2) *at = below(2) == 0 ? 0xFF : 0x00;
        if (kind == 3) *at = static_cast<std::uint8_t>(random());
      }
      check_outcome(changed);
    }
  }
}

#include "template/packed.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "template/templates.hpp"

using namespace ridgeline;

namespace {

Template documented_template() {
  return {7,   1,   63,
          388, 374, {{0x0A34, 0x0167, 200, MinutiaType::bifurcation, 99}, {0x0812, 0x0005, 7, MinutiaType::ending, 96}},
          {}};
}

/// Two columns of three rows. Each cell: whether it flows, ones and a zero, a low bit.
///   5 from nothing: 1 11111 0 0   4 from 5: 1 0 1   none: 0   4 from the 4 above: 1 0 0
///   31 from nothing: 1 0 1   31 from 1, the middle of 31 and 4: 1 1 0 1   spare: 00
const RidgeFlowMap kDocumentedFlow = {3, 9, 2, 3, {5, 4, kNoFlow, 4, 31, 31}};
const std::vector<std::uint8_t> kDocumentedFlowBytes = {3, 9, 2, 3, 0xFC, 0xA9, 0x74};

std::vector<std::uint8_t> joined(std::vector<std::uint8_t> first, const std::vector<std::uint8_t>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

TEST_CASE("the packed form is the documented bytes") {
  Template value = documented_template();
  std::vector<std::uint8_t> expected = {'R', 'T', 3, 7, 1, 63, 2, 4, 0x84, 1, 0x76, 1, 0xC9};
  // 12 bits of x, 9 of y, the angle, the type, the quality, and the same again, with three less of quality; one bit is spare.
  const std::string bits =
      "101000110100"
      "101100111"
      "11001000"
      "1"
      "1100011"
      "100000010010"
      "000000101"
      "00000111"
      "0"
      "1110"
      "0";
  REQUIRE(bits.size() == 72);
  for (std::size_t at = 0; at < bits.size(); at += 8) {
    expected.push_back(static_cast<std::uint8_t>(std::stoi(bits.substr(at, 8), nullptr, 2)));
  }
  CHECK(pack(value) == expected);
  value.flow = kDocumentedFlow;
  expected[7] = 5;
  CHECK(pack(value) == joined(expected, kDocumentedFlowBytes));
  // A type that is neither takes two bits each; a quality that rises has all its bits.
  value.flow = {};
  value.minutiae[0].type = MinutiaType::other;
  value.minutiae[1].quality = 100;
  const auto bytes = pack(value);
  CHECK(bytes[7] == 2);
  CHECK(bytes.size() == kPackedHeadBytes + (2 * (12 + 9 + 8 + 2 + 7) + 7) / 8);
}

TEST_CASE("older versions are read") {
  Template value = documented_template();
  std::vector<std::uint8_t> bytes = {'R',  'T',  1,    7,    1,   63, 2,    0,    0x84, 1,    0x76, 1,
                                     0x34, 0x8A, 0x67, 0x01, 200, 99, 0x12, 0x48, 0x05, 0x00, 7,    96};
  CHECK(unpack(bytes).value() == value);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK(unpack(std::span(bytes).first(length)).error().code == ErrorCode::MALFORMED_TEMPLATE);
  }
  bytes[2] = 2;
  value.flow = kDocumentedFlow;
  const auto with_flow = joined(bytes, kDocumentedFlowBytes);
  CHECK(unpack(with_flow).value() == value);
  CHECK_FALSE(unpack(joined(with_flow, {0})).ok());
  for (const std::size_t at : {7u, 15u, 16u + 1u}) {  // in use, y of 15 bits, quality above 100
    auto changed = with_flow;
    changed[at] = 0xC0;
    CHECK(unpack(changed).error().code == ErrorCode::MALFORMED_TEMPLATE);
  }
}

TEST_CASE("packing loses nothing") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    Template value = test::made_template(seed, seed * 255 / 49, 1);
    if (seed % 2 != 0) value.flow = test::made_flow(seed);
    if (seed % 3 == 0) std::ranges::reverse(value.minutiae);
    const auto bytes = pack(value);
    CHECK(bytes.size() <= kMaxPackedBytes);
    const auto back = unpack(bytes);
    REQUIRE(back.ok());
    CHECK(back.value() == value);
  }
}

TEST_CASE("bytes of another length or version are refused with their code") {
  Template value = test::made_template(3, 20, 1);
  value.flow = test::made_flow(3);
  auto bytes = pack(value);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto cut = unpack(std::span(bytes).first(length));
    REQUIRE_FALSE(cut.ok());
    CHECK(cut.error().code == ErrorCode::MALFORMED_TEMPLATE);
  }
  auto longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(unpack(longer).ok());
  bytes[2] = 4;
  const auto newer = unpack(bytes);
  REQUIRE_FALSE(newer.ok());
  CHECK(newer.error().code == ErrorCode::UNSUPPORTED_TEMPLATE);
}

TEST_CASE("any byte changed gives an error or another template that packs to the same bytes") {
  Template made = test::made_template(5, 12, 1);
  made.flow = test::made_flow(5);
  const auto bytes = pack(made);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (unsigned value = 0; value < 256; ++value) {
      auto changed = bytes;
      changed[i] = static_cast<std::uint8_t>(value);
      const auto back = unpack(changed);
      if (back.ok()) {
        CHECK(pack(back.value()) == changed);
      } else {
        CHECK_FALSE(back.error().detail.empty());
      }
    }
  }
}

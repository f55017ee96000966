#include "template/packed.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "template/templates.hpp"

using namespace ridgeline;

TEST_CASE("the packed form is the documented bytes") {
  Template value{7, 1, 63, 388, 374, {{0x1234, 0x0567, 200, MinutiaType::bifurcation, 99}}, {}};
  std::vector<std::uint8_t> expected = {'R', 'T', 1, 7, 1, 63, 1, 0, 0x84, 1, 0x76, 1, 0x34, 0x92, 0x67, 0x05, 200, 99};
  CHECK(pack(value) == expected);
  // Two columns of three rows. Each cell: whether it flows, ones and a zero, a low bit.
  //   5 from nothing: 1 11111 0 0   4 from 5: 1 0 1   none: 0   4 from the 4 above: 1 0 0
  //   31 from nothing: 1 0 1   31 from 1, the middle of 31 and 4: 1 1 0 1   spare: 00
  value.flow = {3, 9, 2, 3, {5, 4, kNoFlow, 4, 31, 31}};
  expected[2] = 2;
  expected.insert(expected.end(), {3, 9, 2, 3, 0xFC, 0xA9, 0x74});
  CHECK(pack(value) == expected);
}

TEST_CASE("packing loses nothing") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    Template value = test::made_template(seed, seed * 255 / 49, 1);
    if (seed % 2 != 0) value.flow = test::made_flow(seed);
    const auto bytes = pack(value);
    const std::size_t minutiae_end = kPackedHeadBytes + value.minutiae.size() * kPackedMinutiaBytes;
    CHECK((value.flow.empty() ? bytes.size() == minutiae_end : bytes.size() > minutiae_end));
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
  bytes[2] = 3;
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

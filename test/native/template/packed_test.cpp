#include "template/packed.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "template/templates.hpp"

using namespace ridgeline;

TEST_CASE("the packed form is the documented bytes") {
  const Template value{7, 1, 63, 388, 374, {{0x1234, 0x0567, 200, MinutiaType::bifurcation, 99}}};
  const std::vector<std::uint8_t> expected = {'R', 'T',  1, 7,    1,    63,   1,    0,   0x84,
                                              1,   0x76, 1, 0x34, 0x92, 0x67, 0x05, 200, 99};
  CHECK(pack(value) == expected);
}

TEST_CASE("packing loses nothing") {
  for (std::uint32_t seed = 0; seed < 50; ++seed) {
    const Template value = test::made_template(seed, seed * 255 / 49, 1);
    const auto bytes = pack(value);
    CHECK(bytes.size() == kPackedHeadBytes + value.minutiae.size() * kPackedMinutiaBytes);
    const auto back = unpack(bytes);
    REQUIRE(back.ok());
    CHECK(back.value() == value);
  }
}

TEST_CASE("bytes of another length or version are refused with their code") {
  auto bytes = pack(test::made_template(3, 20, 1));
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const auto cut = unpack(std::span(bytes).first(length));
    REQUIRE_FALSE(cut.ok());
    CHECK(cut.error().code == ErrorCode::MALFORMED_TEMPLATE);
  }
  auto longer = bytes;
  longer.push_back(0);
  CHECK_FALSE(unpack(longer).ok());
  bytes[2] = 2;
  const auto newer = unpack(bytes);
  REQUIRE_FALSE(newer.ok());
  CHECK(newer.error().code == ErrorCode::UNSUPPORTED_TEMPLATE);
}

TEST_CASE("any byte changed gives an error or another template that packs to the same bytes") {
  const auto bytes = pack(test::made_template(5, 12, 1));
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

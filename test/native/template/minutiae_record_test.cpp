#include "template/minutiae_record.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "base/limits.hpp"
#include "template/templates.hpp"

using namespace ridgeline;

namespace {

using Bytes = std::vector<std::uint8_t>;

// One view of right index finger, two minutiae, then four bytes of extended data, written out by hand from the
// standard.
Bytes hand_made_record() {
  return {'F',  'M',  'R', 0,    ' ', '2',  '0', 0,                  // magic and version
          0,    0,    0,   46,                                       // length
          0,    0,    1,   0x2C, 1,   0xF4, 0,   197, 0, 197, 1, 0,  // 300 x 500 px at 197 px/cm, one view
          2,    0x01, 86,  2,                                        // right index, rolled, quality 86, two minutiae
          0x40, 100,  0,   14,   80,  90,                            // ending at (100, 14)
          0x81, 0x00, 1,   0xF3, 200, 255,                           // bifurcation at (256, 499), no quality
          0,    4,    1,   0,    0,   4};
}

void put_u16(Bytes& bytes, std::size_t at, unsigned value) {
  bytes[at] = static_cast<std::uint8_t>(value >> 8);
  bytes[at + 1] = static_cast<std::uint8_t>(value);
}

ErrorCode code_of(const Bytes& bytes) {
  const auto result = read_minutiae_templates(bytes);
  REQUIRE_FALSE(result.ok());
  return result.error().code;
}

// What every template from outside may rely on.
void check_sound(const Template& view) {
  CHECK(view.position <= 10);
  CHECK(view.quality <= 100);
  CHECK(view.minutiae.size() <= limits::kMaxMinutiae);
  bool sound = view.width <= limits::kMaxNominalSide && view.height <= limits::kMaxNominalSide;
  std::uint8_t last_quality = 100;
  for (const Minutia& minutia : view.minutiae) {
    sound = sound && minutia.x < view.width * 8 && minutia.y < view.height * 8 && minutia.quality <= last_quality;
    last_quality = minutia.quality;
  }
  CHECK(sound);
}

}  // namespace

TEST_CASE("a record is read as the standard lays it out") {
  const Bytes bytes = hand_made_record();
  CHECK(form_of(bytes) == RecordForm::iso2005);
  const auto views = read_minutiae_templates(bytes);
  REQUIRE(views.ok());
  const Template expected{
      2, 1, 86, 300, 500, {{800, 112, 80, MinutiaType::ending, 90}, {2048, 3992, 200, MinutiaType::bifurcation, 0}},
      {}};
  REQUIRE(views.value().size() == 1);
  CHECK(views.value()[0] == expected);
}

TEST_CASE("positions and sizes come to 500 ppi from the record's own resolution") {
  Bytes bytes = hand_made_record();
  put_u16(bytes, 18, 394);  // x: 1000.76 ppi
  put_u16(bytes, 20, 118);  // y: 299.72 ppi
  const auto views = read_minutiae_templates(bytes);
  REQUIRE(views.ok());
  const Template& view = views.value()[0];
  CHECK(view.width == 150);
  CHECK(view.height == 834);
  CHECK(view.minutiae[0].x == 400);   // 100 px * 8 * 500 / 1000.76
  CHECK(view.minutiae[0].y == 187);   // 14 px * 8 * 500 / 299.72
  CHECK(view.minutiae[1].x == 1023);  // 256 px
  CHECK(view.minutiae[1].y == 6660);  // 499 px
  put_u16(bytes, 18, 0);
  CHECK(code_of(bytes) == ErrorCode::RESOLUTION_OUT_OF_RANGE);
  put_u16(bytes, 18, 474);
  CHECK(code_of(bytes) == ErrorCode::RESOLUTION_OUT_OF_RANGE);
}

TEST_CASE("what is written is read back equal") {
  for (std::uint32_t seed = 0; seed < 40; ++seed) {
    std::vector<Template> templates;
    for (std::uint32_t i = 0; i < 1 + seed % 16; ++i) {
      templates.push_back(test::made_template(seed * 100 + i, (seed * 7 + i * 31) % 256, 8));
      if (i % 3 != 0) templates.back().flow = test::made_flow(seed + i);
    }
    const auto bytes = write_minutiae_templates(templates, RecordForm::iso2005);
    REQUIRE(bytes.ok());
    const auto back = read_minutiae_templates(bytes.value());
    REQUIRE(back.ok());
    CHECK(back.value() == templates);
  }
}

TEST_CASE("a flow map stands in vendor-defined extended data, and what is none is passed over") {
  Template value = test::made_template(1, 2, 8);
  value.flow = test::made_flow(1);
  const Bytes flow = encode_flow(value.flow);
  const Bytes bytes = write_minutiae_templates({&value, 1}, RecordForm::iso2005).value();
  const std::size_t data = 24 + 4 + 2 * 6;
  REQUIRE(bytes.size() == data + 2 + 4 + flow.size());
  CHECK(Bytes(bytes.begin() + data, bytes.begin() + data + 6) ==
        Bytes{0, static_cast<std::uint8_t>(flow.size() + 4), 'R', 'F', 0, static_cast<std::uint8_t>(flow.size() + 4)});
  Bytes behind_another = bytes;  // an area of two bytes with core and delta data before it
  const Bytes area = {0, 2, 0, 6, 0, 0};
  behind_another.insert(behind_another.begin() + data + 2, area.begin(), area.end());
  put_u16(behind_another, data, static_cast<unsigned>(flow.size() + 10));
  put_u16(behind_another, 10, static_cast<unsigned>(behind_another.size()));
  CHECK(read_minutiae_templates(behind_another).value()[0].flow == value.flow);
  const auto without_flow = [&](std::size_t at, unsigned number) {
    Bytes changed = bytes;
    put_u16(changed, at, number);
    const auto views = read_minutiae_templates(changed);
    REQUIRE(views.ok());
    CHECK(views.value()[0].minutiae.size() == value.minutiae.size());
    CHECK(views.value()[0].flow.empty());
  };
  without_flow(data + 2, 0x0002);  // another type
  without_flow(data + 4, 3);       // an area shorter than its head
  without_flow(data + 4, 0xFFFF);  // one longer than the data
  without_flow(data, 0xFFFF);      // data longer than the record
  without_flow(data + 6, 0xFFFF);  // a map off the print
  without_flow(18, 394);           // pixels that are not those of the map
}

TEST_CASE("sub-pixel positions are rounded to the nearest pixel of the image") {
  Template value = test::made_template(1, 0, 8);
  value.minutiae = {{83, 84, 0, MinutiaType::ending, 50}, {3199, 3999, 0, MinutiaType::ending, 50}};
  const auto back = read_minutiae_templates(write_minutiae_templates({&value, 1}, RecordForm::iso2005).value());
  REQUIRE(back.ok());
  CHECK(back.value()[0].width == 400);
  CHECK(back.value()[0].minutiae[0].x == 80);
  CHECK(back.value()[0].minutiae[0].y == 88);
  CHECK(back.value()[0].minutiae[1].x == 399 * 8);
  CHECK(back.value()[0].minutiae[1].y == 499 * 8);
}

TEST_CASE("what a record cannot hold is not written") {
  const auto refused = [](const std::vector<Template>& templates) {
    const auto result = write_minutiae_templates(templates, RecordForm::iso2005);
    return !result.ok() && result.error().code == ErrorCode::INVALID_ARGUMENT;
  };
  const Template good = test::made_template(1, 10, 8);
  CHECK(refused({}));
  CHECK(refused(std::vector<Template>(17, good)));
  CHECK(refused({test::made_template(1, 256, 8)}));
  Template bad = good;
  bad.position = 11;
  CHECK(refused({bad}));
  bad = good;
  bad.impression = 16;
  CHECK(refused({bad}));
  bad = good;
  bad.quality = 101;
  CHECK(refused({bad}));
}

TEST_CASE("quirks that change nothing are tolerated") {
  const auto expected = read_minutiae_templates(hand_made_record()).value();
  Bytes trailing = hand_made_record();
  trailing.insert(trailing.end(), 7, 0xAA);
  CHECK(read_minutiae_templates(trailing).value() == expected);

  Bytes overlong_extension = hand_made_record();
  put_u16(overlong_extension, 40, 5);
  CHECK(read_minutiae_templates(overlong_extension).value() == expected);

  Bytes no_extension = hand_made_record();
  no_extension.resize(40);
  put_u16(no_extension, 10, 40);
  CHECK(read_minutiae_templates(no_extension).value() == expected);

  Bytes no_size = hand_made_record();
  put_u16(no_size, 14, 0);
  put_u16(no_size, 16, 0);
  const auto sized = read_minutiae_templates(no_size).value();
  CHECK(sized[0].width == 257);
  CHECK(sized[0].height == 500);
  CHECK(sized[0].minutiae == expected[0].minutiae);
}

TEST_CASE("records that lie are refused with their code") {
  Bytes bytes = hand_made_record();
  put_u16(bytes, 10, 47);  // longer than the bytes
  CHECK(code_of(bytes) == ErrorCode::MALFORMED_TEMPLATE);
  bytes = hand_made_record();
  bytes[27] = 255;  // more minutiae than there are bytes
  CHECK(code_of(bytes) == ErrorCode::MALFORMED_TEMPLATE);
  bytes = hand_made_record();
  bytes[22] = 2;  // a second view that is not there
  CHECK(code_of(bytes) == ErrorCode::MALFORMED_TEMPLATE);
  bytes = hand_made_record();
  bytes[22] = 0;
  CHECK(code_of(bytes) == ErrorCode::MALFORMED_TEMPLATE);
  bytes = hand_made_record();
  bytes[24] = 11;
  CHECK(code_of(bytes) == ErrorCode::MALFORMED_TEMPLATE);
  bytes = hand_made_record();
  put_u16(bytes, 28, 0x7FFF);  // x = 16383 px
  CHECK(code_of(bytes) == ErrorCode::MALFORMED_TEMPLATE);
  bytes = hand_made_record();
  bytes[5] = '3';  // version " 30"
  CHECK(code_of(bytes) == ErrorCode::UNSUPPORTED_TEMPLATE);
  bytes = hand_made_record();
  put_u16(bytes, 8, 46);  // the two bytes of length of INCITS 378-2004, whose head is another
  CHECK_FALSE(read_minutiae_templates(bytes).ok());
  CHECK(code_of({}) == ErrorCode::UNSUPPORTED_TEMPLATE);
}

TEST_CASE("a truncated record is refused at every length") {
  const std::vector<Template> templates = {test::made_template(1, 9, 8), test::made_template(2, 12, 8)};
  const Bytes bytes = write_minutiae_templates(templates, RecordForm::iso2005).value();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    CHECK_FALSE(read_minutiae_templates(std::span(bytes).first(length)).ok());
  }
}

TEST_CASE("changed bytes give sound templates or a coded error") {
  const std::vector<Template> templates = {test::made_template(1, 9, 8), test::made_template(2, 12, 8)};
  const Bytes bytes = write_minutiae_templates(templates, RecordForm::iso2005).value();
  const auto check = [](const Bytes& changed) {
    const auto views = read_minutiae_templates(changed);
    if (views.ok()) {
      for (const Template& view : views.value()) check_sound(view);
    } else {
      CHECK_FALSE(views.error().detail.empty());
    }
  };
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const unsigned flip : {0x01U, 0x10U, 0x80U, 0xFFU}) {
      Bytes changed = bytes;
      changed[i] ^= static_cast<std::uint8_t>(flip);
      check(changed);
    }
  }
  std::mt19937 random(77);
  for (int round = 0; round < 3000; ++round) {
    Bytes changed = bytes;
    for (int edit = 0; edit < 4; ++edit) changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    changed.resize(random() % 4 == 0 ? random() % (changed.size() + 1) : changed.size());
    check(changed);
  }
}

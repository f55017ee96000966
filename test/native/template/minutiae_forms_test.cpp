// The forms of minutiae records beside ISO/IEC 19794-2:2005, and what goes from one to another.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "dataset_folder.hpp"
#include "template/minutiae_record.hpp"
#include "template/templates.hpp"

using namespace ridgeline;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::array kForms = {RecordForm::iso2005, RecordForm::iso2011, RecordForm::incits2004,
                               RecordForm::incits2009};

bool counts_two_degrees(RecordForm form) { return form == RecordForm::incits2004 || form == RecordForm::incits2009; }

// One view of the right index, rolled, quality 86, 300 x 500 px at 197 px/cm: an ending at (100, 14) with quality 90, a bifurcation at
// (256, 499) with none; four bytes of a vendor's extended data. Written out by hand, angles of 90 and 270 degrees.
Bytes hand_made(RecordForm form) {
  const std::uint8_t quarter = counts_two_degrees(form) ? 45 : 64;
  const std::uint8_t three = counts_two_degrees(form) ? 135 : 192;
  const Bytes minutiae = {0x40, 100, 0, 14,   quarter, 90, 0x81, 0x00, 1, 0xF3, three,
                          254,  0,   8, 0x12, 0x34,    0,  8,    1,    2, 3,    4};
  Bytes head;
  if (form == RecordForm::incits2004) {
    head = {'F', 'M', 'R',  0, ' ',  '2', '0', 0, 0,   52, 0, 66, 0,    17, 0,
            181, 1,   0x2C, 1, 0xF4, 0,   197, 0, 197, 1,  0, 2,  0x01, 86, 2};
  } else if (form == RecordForm::incits2009) {
    head = {'F', 'M', 'R', 0, '0', '3', '0', 0, 0, 0,  0, 60,   0, 66,   0, 17,  0x80, 0,   181,
            1,   0,   2,   0, 1,   86,  0,   6, 0, 55, 1, 0x2C, 1, 0xF4, 0, 197, 0,    197, 2};
  } else {  // of 2011, with two quality blocks and a certification block
    head = {'F', 'M', 'R', 0, '0', '3', '0', 0, 0, 0,   0, 83,  0, 1,  1,    0, 0,    0,    68, 7, 0xDB,
            1,   2,   3,   4, 5,   0,   6,   1, 0, 9,   0, 9,   2, 86, 0,    1, 0,    2,    40, 0, 1,
            0,   3,   1,   0, 7,   2,   2,   0, 0, 197, 0, 197, 1, 1,  0x2C, 1, 0xF4, 0x60, 2};
  }
  head.insert(head.end(), minutiae.begin(), minutiae.end());
  return head;
}

// The minutiae of a sample record's JSON description, in its order: every object with a positionX is one.
std::vector<Minutia> described_minutiae(const Bytes& json) {
  const std::string text(json.begin(), json.end());
  const auto number = [&](const char* key, std::size_t from) {
    const std::string quoted = std::string(key) + "\" : ";
    return std::stoi(text.substr(text.find(quoted, from) + quoted.size(), 4));
  };
  std::vector<Minutia> found;
  for (std::size_t at = text.find("\"positionX\""); at != std::string::npos; at = text.find("\"positionX\"", at + 1)) {
    const std::string before = text.substr(at - 40, 40);
    const bool ending = before.find("ENDING") != std::string::npos;
    const bool bifurcation = before.find("BIFURCATION") != std::string::npos;
    found.push_back({static_cast<std::uint16_t>(number("positionX", at) * 8),
                     static_cast<std::uint16_t>(number("positionY", at) * 8),
                     static_cast<std::uint8_t>(number("angle", at)),
                     bifurcation ? MinutiaType::bifurcation
                     : ending    ? MinutiaType::ending
                                 : MinutiaType::other,
                     static_cast<std::uint8_t>(number("quality", at))});
  }
  return found;
}

std::vector<Minutia> best_first(std::vector<Minutia> minutiae) {
  std::stable_sort(minutiae.begin(), minutiae.end(),
                   [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
  return minutiae;
}

// What the minutiae of a description are in a template, whose angles are 1/256 turn.
std::vector<Minutia> in_turns(std::vector<Minutia> minutiae, bool two_degrees) {
  for (Minutia& minutia : minutiae) {
    if (two_degrees) minutia.angle = static_cast<std::uint8_t>((minutia.angle * 2 % 360 * 256 + 180) / 360);
  }
  return minutiae;
}

Bytes sample(const char* name) { return test::bytes_of(*test::dataset_folder() / "formats" / "minutiae" / name); }

}  // namespace

TEST_CASE("each form is read as its standard lays it out") {
  for (const RecordForm form : {RecordForm::iso2011, RecordForm::incits2004, RecordForm::incits2009}) {
    const Bytes bytes = hand_made(form);
    CHECK(form_of(bytes) == form);
    const auto record = read_minutiae_record(bytes);
    REQUIRE_MESSAGE(record.ok(), record.error().detail);
    REQUIRE(record.value().views.size() == 1);
    const Template expected{
        2, 1, 86, 300, 500, {{800, 112, 64, MinutiaType::ending, 90}, {2048, 3992, 192, MinutiaType::bifurcation, 0}},
        {}};
    CHECK(record.value().views[0].print == expected);
    CHECK(record.value().views[0].areas == std::vector<ExtendedArea>{{0x1234, {1, 2, 3, 4}}});
  }
}

TEST_CASE("what is written in a form is read back equal, up to the unit of its angles") {
  for (const RecordForm form : kForms) {
    for (std::uint32_t seed = 0; seed < 20; ++seed) {
      std::vector<Template> templates;
      for (std::uint32_t i = 0; i < 1 + seed % 16; ++i) {
        templates.push_back(test::made_template(seed * 100 + i, (seed * 7 + i * 31) % 256, 8));
        if (i % 3 != 0) templates.back().flow = test::made_flow(seed + i);
      }
      const auto bytes = write_minutiae_templates(templates, form);
      REQUIRE(bytes.ok());
      CHECK(form_of(bytes.value()) == form);
      auto back = read_minutiae_templates(bytes.value());
      REQUIRE_MESSAGE(back.ok(), back.error().detail);
      REQUIRE(back.value().size() == templates.size());
      for (std::size_t i = 0; i < templates.size(); ++i) {
        REQUIRE(back.value()[i].minutiae.size() == templates[i].minutiae.size());
        for (std::size_t m = 0; m < templates[i].minutiae.size(); ++m) {
          std::uint8_t& angle = back.value()[i].minutiae[m].angle;
          const auto apart = static_cast<std::int8_t>(angle - templates[i].minutiae[m].angle);
          CHECK(std::abs(apart) <= (counts_two_degrees(form) ? 1 : 0));
          angle = templates[i].minutiae[m].angle;
        }
        CHECK(back.value()[i] == templates[i]);
      }
      // Once its angles are those of the form, nothing changes any more.
      const auto record = read_minutiae_record(bytes.value()).value();
      CHECK(write_minutiae_record(record, form).value() == bytes.value());
    }
  }
}

TEST_CASE("a record of INCITS 378-2004 above 64 KiB has its length in six bytes") {
  std::vector<Template> templates(16, test::made_template(1, 255, 8));
  MinutiaeRecord record{RecordForm::incits2004, {}};
  for (const Template& print : templates) record.views.push_back({print, {{0x0101, Bytes(4000, 7)}}});
  const Bytes bytes = write_minutiae_record(record, RecordForm::incits2004).value();
  REQUIRE(bytes.size() > 0xFFFF);
  CHECK(form_of(bytes) == RecordForm::incits2004);
  const auto back = read_minutiae_record(bytes);
  REQUIRE(back.ok());
  CHECK(back.value().views.size() == 16);
  CHECK(back.value().views[15].areas == record.views[15].areas);
}

TEST_CASE("areas of a vendor go to every form, those of a standard to their own only") {
  const std::vector<ExtendedArea> areas = {{0x0001, {1, 2, 3}}, {0x0221, {9}}, {0x0002, {4}}, {0x0300, {5}}};
  for (const RecordForm from : kForms) {
    const MinutiaeRecord record{from, {{test::made_template(3, 5, 8), areas}}};
    for (const RecordForm to : kForms) {
      const auto back = read_minutiae_record(write_minutiae_record(record, to).value()).value();
      CHECK(back.views[0].areas == (from == to ? areas : std::vector<ExtendedArea>{areas[1]}));
    }
  }
}

TEST_CASE("minutiae of five bytes have no quality, impressions that a template does not know are plain") {
  Bytes bytes = hand_made(RecordForm::iso2011);
  bytes[59] = 0x50;
  bytes.erase(bytes.begin() + 66);
  bytes.erase(bytes.begin() + 71);
  bytes[11] -= 2;
  bytes[18] -= 2;
  bytes[54] = 29;
  const auto record = read_minutiae_record(bytes);
  REQUIRE_MESSAGE(record.ok(), record.error().detail);
  const Template& print = record.value().views[0].print;
  CHECK(print.minutiae[0] == Minutia{800, 112, 64, MinutiaType::ending, 0});
  CHECK(print.minutiae[1] == Minutia{2048, 3992, 192, MinutiaType::bifurcation, 0});
  CHECK(print.impression == 0);
}

TEST_CASE("every form cut off at any byte is refused") {
  for (const RecordForm form : kForms) {
    const std::vector<Template> templates = {test::made_template(1, 9, 8), test::made_template(2, 12, 8)};
    const Bytes bytes = write_minutiae_templates(templates, form).value();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
      CHECK_FALSE(read_minutiae_record(std::span(bytes).first(length)).ok());
    }
  }
}

TEST_CASE("changed bytes of any form give sound templates or a coded error") {
  std::mt19937 random(78);
  for (const RecordForm form : kForms) {
    const std::vector<Template> templates = {test::made_template(1, 9, 8), test::made_template(2, 12, 8)};
    const Bytes bytes = write_minutiae_templates(templates, form).value();
    for (int round = 0; round < 4000; ++round) {
      Bytes changed = bytes;
      const bool early = random() % 2 == 0;
      for (int edit = 0; edit < 3; ++edit) {
        changed[random() % (early ? 60 : changed.size())] = static_cast<std::uint8_t>(random());
      }
      changed.resize(random() % 4 == 0 ? random() % (changed.size() + 1) : changed.size());
      const auto record = read_minutiae_record(changed);
      if (!record.ok()) {
        CHECK_FALSE(record.error().detail.empty());
        continue;
      }
      if (record.value().views.size() > 16) continue;
      // What was read can be written, in any form.
      for (const RecordForm to : kForms) CHECK(write_minutiae_record(record.value(), to).ok());
    }
  }
}

TEST_CASE("the public sample records say what their descriptions say") {
  if (!test::dataset_folder()) return;
  struct Sample {
    const char* name;
    RecordForm form;
  };
  for (const Sample& each :
       {Sample{"iso19794p2v2005-sample", RecordForm::iso2005}, Sample{"iso19794p2v2011-sample", RecordForm::iso2011},
        Sample{"ansi378v2004-sample", RecordForm::incits2004}, Sample{"ansi378v2009-sample", RecordForm::incits2009},
        Sample{"ansi378v2009am1-sample", RecordForm::incits2009}}) {
    const std::string name = each.name;
    const RecordForm form = each.form;
    CAPTURE(name);
    const Bytes bytes = sample((name + ".dat").c_str());
    CHECK(form_of(bytes) == form);
    const auto views = read_minutiae_templates(bytes);
    REQUIRE_MESSAGE(views.ok(), views.error().detail);
    REQUIRE(views.value().size() == 2);
    const Template& left = views.value()[0];
    const Template& right = views.value()[1];
    CHECK(std::array{left.position, left.quality, left.impression} == std::array<std::uint8_t, 3>{7, 90, 0});
    CHECK(std::array{right.position, right.quality, right.impression} == std::array<std::uint8_t, 3>{2, 70, 0});
    CHECK(left.width == 512);
    const auto description = in_turns(described_minutiae(sample((name + ".json").c_str())), counts_two_degrees(form));
    REQUIRE(description.size() == left.minutiae.size() + right.minutiae.size());
    const auto first_right = description.begin() + static_cast<std::ptrdiff_t>(left.minutiae.size());
    CHECK(best_first({description.begin(), first_right}) == left.minutiae);
    CHECK(best_first({first_right, description.end()}) == right.minutiae);
  }
  const auto extended = read_minutiae_record(sample("iso19794p2v2011-sample.dat")).value();
  CHECK(extended.views[1].areas == std::vector<ExtendedArea>{{0x0221, {1, 0x44, 0xBC, 0x36, 0x21, 0x43}}});
}

TEST_CASE("the other public records are read, and go through every form") {
  if (!test::dataset_folder()) return;
  for (const char* name :
       {"a001_03p.ist", "a001_04p.ist", "a001_05p.ist", "a001_06p.ist", "a001_07p.ist", "a004_05p.ist", "b001_04p.ist",
        "b001_06p.ist", "b001_08p.ist", "fmr.iso2005", "fmr.ansi2004", "fmr.ansi2007"}) {
    CAPTURE(name);
    const auto record = read_minutiae_record(sample(name));
    REQUIRE_MESSAGE(record.ok(), record.error().detail);
    for (const RecordForm form : kForms) {
      const auto back = read_minutiae_record(write_minutiae_record(record.value(), form).value());
      REQUIRE(back.ok());
      REQUIRE(back.value().views.size() == record.value().views.size());
      for (std::size_t i = 0; i < record.value().views.size(); ++i) {
        const Template& print = record.value().views[i].print;
        CHECK_FALSE(print.minutiae.empty());
        CHECK(back.value().views[i].print.minutiae.size() == print.minutiae.size());
        CHECK(back.value().views[i].print.minutiae[0].x == print.minutiae[0].x);
      }
    }
  }
}

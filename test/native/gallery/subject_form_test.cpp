#include "gallery/subject_form.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "match/match.hpp"

using namespace ridgeline;

namespace {

Template print_at(std::uint8_t position, std::size_t minutiae, bool with_flow) {
  std::mt19937_64 random(position);
  Template print{.position = position, .impression = 0, .quality = 60, .width = 320, .height = 400, .minutiae = {}};
  for (std::size_t i = 0; i < minutiae; ++i) {
    print.minutiae.push_back({.x = static_cast<std::uint16_t>(160 + random() % 2240),
                              .y = static_cast<std::uint16_t>(160 + random() % 2880),
                              .angle = static_cast<std::uint8_t>(random()),
                              .type = random() % 2 == 0 ? MinutiaType::ending : MinutiaType::bifurcation,
                              .quality = static_cast<std::uint8_t>(40 + random() % 60)});
  }
  if (!with_flow) return print;
  print.flow = {.left = 0, .top = 0, .columns = 20, .rows = 25, .cells = {}};
  for (unsigned cell = 0; cell < 500; ++cell) print.flow.cells.push_back(static_cast<std::uint8_t>(cell / 20));
  return print;
}

std::vector<GalleryPrint> prints() {
  return {make_gallery_print(print_at(1, 40, true)), make_gallery_print(print_at(2, 30, false)),
          make_gallery_print(print_at(0, 44, true)), make_gallery_print(print_at(7, 3, false))};
}

}  // namespace

TEST_CASE("a form gives back the prints it was written from") {
  const std::vector<GalleryPrint> written = prints();
  const std::vector<std::uint8_t> form = write_form(written);
  const std::vector<GalleryPrintView> read = read_form(form).value();
  REQUIRE(read.size() == written.size());
  for (std::size_t i = 0; i < read.size(); ++i) {
    CHECK(read[i].position == written[i].position);
    CHECK(std::ranges::equal(read[i].prepared, written[i].prepared));
    CHECK(std::ranges::equal(read[i].code, view_of(written[i]).code));
  }
  CHECK(read[0].code.size() == kCodeBytes);
  CHECK(read[2].code.empty());  // of unknown finger
  CHECK(read_form({}).value().empty());
}

TEST_CASE("a form that is cut off within a print is refused") {
  const std::vector<GalleryPrint> written = prints();
  const std::vector<std::uint8_t> form = write_form(written);
  std::vector<std::size_t> ends{0};
  for (std::size_t i = 1; i <= written.size(); ++i) ends.push_back(write_form(std::span(written).first(i)).size());
  for (std::size_t size = 0; size < form.size(); ++size) {
    const auto read = read_form(std::span(form).first(size));
    CHECK(read.ok() == (std::ranges::count(ends, size) > 0));
    if (!read.ok()) CHECK(read.error().code == ErrorCode::MALFORMED_TEMPLATE);
  }
}

// Run under sanitizers, this is what says that whatever is read can be searched.
TEST_CASE("whatever a changed form still gives can be compared") {
  const PreparedPrint probe = prepare(print_at(1, 40, true));
  const UnfoldedPrint unfolded(probe.bytes);
  const std::vector<std::uint8_t> form = write_form(prints());
  std::mt19937_64 random(20261129);
  MatchScratch scratch;
  std::size_t read_whole = 0;
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::uint8_t> changed = form;
    for (std::size_t changes = 1 + random() % 4; changes > 0; --changes) {
      changed[random() % changed.size()] = static_cast<std::uint8_t>(random());
    }
    const auto read = read_form(changed);
    if (!read.ok()) continue;
    ++read_whole;
    for (const GalleryPrintView& print : read.value()) {
      const float score_db = compare(probe.bytes, print.prepared, scratch);
      CHECK(score_db >= kLowestScore_db);
      CHECK(compare_quickly(unfolded, print.prepared, scratch) <= score_db);
    }
  }
  CHECK(read_whole > 1000);
}

TEST_CASE("the version of forms is the same each time") { CHECK(form_version() == form_version()); }

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "extract/extract.hpp"
#include "synthesis/impression_traits.hpp"
#include "synthesis/prints.hpp"

using namespace ridgeline;
using prints::kPeople;
using prints::master;

namespace {

Touch touch_of(PrintCondition condition, SensorKind sensor = SensorKind::optical) {
  Touch touch;
  touch.sensor = sensor;
  touch.condition = condition;
  return touch;
}

double share_below(const GrayImage& image, int level) {
  const auto count =
      std::count_if(image.pixels.begin(), image.pixels.end(), [level](std::uint8_t pixel) { return pixel < level; });
  return static_cast<double>(count) / static_cast<double>(image.pixels.size());
}

int median_of(const GrayImage& image) {
  std::vector<std::uint8_t> levels = image.pixels;
  const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
  std::nth_element(levels.begin(), middle, levels.end());
  return *middle;
}

}  // namespace

TEST_CASE("fields are those of the fingerprint acquisition profiles") {
  const auto size = [](PrintKind kind, SensorKind sensor, int ppi) {
    const GrayImage image = make_impression(master(0), {0, kind, sensor, PrintCondition::any, 0.5, ppi}).image;
    CHECK(image.ppi == ppi);
    return std::pair(image.width, image.height);
  };
  CHECK(size(PrintKind::plain, SensorKind::optical, 500) == std::pair(400, 500));
  CHECK(size(PrintKind::plain, SensorKind::inked, 500) == std::pair(400, 500));
  CHECK(size(PrintKind::plain, SensorKind::capacitive, 500) == std::pair(300, 400));
  CHECK(size(PrintKind::rolled, SensorKind::inked, 500) == std::pair(800, 750));
  CHECK(size(PrintKind::plain, SensorKind::optical, 1000) == std::pair(800, 1000));
}

TEST_CASE("at 1000 ppi a print shows the same, finer") {
  for (const int person : kPeople) {
    Touch touch = touch_of(PrintCondition::any);
    const SyntheticPrint coarse = make_impression(master(person), touch);
    touch.ppi = 1000;
    const SyntheticPrint fine = make_impression(master(person), touch);
    double difference = 0;
    for (int y = 0; y < coarse.image.height; ++y) {
      for (int x = 0; x < coarse.image.width; ++x) {
        const int sum = fine.image.at(2 * x, 2 * y) + fine.image.at(2 * x + 1, 2 * y) +
                        fine.image.at(2 * x, 2 * y + 1) + fine.image.at(2 * x + 1, 2 * y + 1);
        difference += std::abs(sum / 4.0 - coarse.image.at(x, y));
      }
    }
    CHECK(difference / static_cast<double>(coarse.image.pixels.size()) < 12.0);
    // The truth is told in px at 500 ppi; a minutia at the very rim may fall on either side of it.
    const auto count = static_cast<int>(coarse.truth.minutiae.size());
    CHECK(std::abs(static_cast<int>(fine.truth.minutiae.size()) - count) <= 2);
  }
}

TEST_CASE("conditions show: dry prints are thin, wet ones dark, partial ones small") {
  for (const int person : kPeople) {
    const auto dark = [&](PrintCondition condition) {
      return share_below(make_impression(master(person), touch_of(condition)).image, 140);
    };
    const auto shown = [&](PrintCondition condition) {
      return make_impression(master(person), touch_of(condition)).truth.minutiae.size();
    };
    CHECK(dark(PrintCondition::dry) < 0.85 * dark(PrintCondition::clean));
    CHECK(dark(PrintCondition::wet) > 1.05 * dark(PrintCondition::clean));
    CHECK(shown(PrintCondition::partial) < 0.7 * static_cast<double>(shown(PrintCondition::clean)));
  }
}

TEST_CASE("inked and capacitive prints lie on a darker ground than optical ones") {
  for (const int person : kPeople) {
    // Most of a partial print's picture is ground.
    const auto ground = [&](SensorKind sensor) {
      return median_of(make_impression(master(person), touch_of(PrintCondition::partial, sensor)).image);
    };
    CHECK(ground(SensorKind::inked) < ground(SensorKind::optical));
    CHECK(ground(SensorKind::capacitive) < ground(SensorKind::optical));
  }
}

TEST_CASE("the greater the difficulty, the farther impressions lie from the middle, turned and dragged") {
  double shift[2] = {0, 0};
  double turn[2] = {0, 0};
  double drag[2] = {0, 0};
  for (const int hard : {0, 1}) {
    for (std::uint32_t impression = 0; impression < 200; ++impression) {
      Touch touch;
      touch.impression = impression;
      touch.difficulty = hard;
      const synthesis::Placement placement = synthesis::draw_impression_traits(master(0), touch).placement;
      shift[hard] += std::hypot(placement.skin_middle.x - 224.0, placement.skin_middle.y - 265.0);
      turn[hard] += std::abs(placement.sine_turn);
      drag[hard] += std::hypot(placement.distortion.drag_px.x, placement.distortion.drag_px.y);
    }
  }
  CHECK(shift[1] > 1.5 * shift[0]);
  CHECK(turn[1] > 2.0 * turn[0]);
  CHECK(drag[1] > 2.0 * drag[0]);
}

TEST_CASE("every condition of every sensor gives a print that extraction accepts") {
  for (const SensorKind sensor : {SensorKind::optical, SensorKind::capacitive, SensorKind::inked}) {
    for (const PrintCondition condition : {PrintCondition::any, PrintCondition::clean, PrintCondition::dry,
                                           PrintCondition::wet, PrintCondition::distorted, PrintCondition::worn}) {
      CAPTURE(static_cast<int>(sensor));
      CAPTURE(static_cast<int>(condition));
      CHECK(extract(make_impression(master(1), touch_of(condition, sensor)).image, {}).ok());
    }
  }
}

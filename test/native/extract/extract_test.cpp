#include "extract/extract.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "extract/parameters.hpp"
#include "extract/planted_print.hpp"

using namespace ridgeline;

namespace {

// Planted points that have a minutia of the template within `px`, and how many minutiae have no planted point near.
struct Agreement {
  int found = 0;
  int spurious = 0;
};

Agreement agreement(const Template& print, double turn_rad, double px) {
  Agreement out;
  std::vector<bool> used(print.minutiae.size());
  for (const planted::Point& point : planted::points()) {
    const planted::Point at = planted::turned(point, turn_rad);
    for (std::size_t i = 0; i < print.minutiae.size(); ++i) {
      const double dx = print.minutiae[i].x / kStepsPerPx - at.x;
      const double dy = print.minutiae[i].y / kStepsPerPx - at.y;
      if (std::sqrt(dx * dx + dy * dy) > px || used[i]) continue;
      used[i] = true;
      ++out.found;
      break;
    }
  }
  for (const bool u : used) out.spurious += u ? 0 : 1;
  return out;
}

double angle_between(std::uint8_t a, std::uint8_t b) {
  const int turn = (a - b) & 0xFF;
  return std::min(turn, 256 - turn) * 360.0 / 256;
}

GrayImage noise(unsigned seed) {
  GrayImage image{300, 300, 500, {}};
  std::mt19937 random(seed);
  for (int i = 0; i < 300 * 300; ++i) image.pixels.push_back(static_cast<std::uint8_t>(random() & 0xFF));
  return image;
}

class Recorder : public Trace {
 public:
  void picture(const TracePicture& picture) override {
    CHECK(picture.pixels.size() == static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height) *
                                       static_cast<std::size_t>(picture.channels));
    stages.emplace_back(picture.stage);
    widths.emplace_back(picture.width);
  }
  void field(const TraceField& field) override {
    CHECK(field.values.size() == static_cast<std::size_t>(field.columns) * static_cast<std::size_t>(field.rows));
    fields.emplace_back(field.name);
  }
  void figure(std::string_view name, double) override { figures.emplace_back(name); }
  std::vector<std::string> stages;
  std::vector<int> widths;
  std::vector<std::string> fields;
  std::vector<std::string> figures;
};

}  // namespace

TEST_CASE("planted minutiae are found where they are, at any rotation") {
  for (const double turn : {0.0, 0.6, 1.571, 2.4, 3.1416, 4.9}) {
    CAPTURE(turn);
    const Result<Extraction> result = extract(planted::print(9.0, turn), {});
    REQUIRE(result.ok());
    const Agreement match = agreement(result.value().print, turn, 8.0);
    CHECK(match.found == static_cast<int>(planted::points().size()));
    CHECK(match.spurious <= 2);
    CHECK(result.value().ridge_period_px == doctest::Approx(9.0).epsilon(0.08));
    CHECK_FALSE(result.value().inverted);
  }
}

TEST_CASE("a minutia's direction turns with the print") {
  const Template upright = extract(planted::print(), {}).value().print;
  const double turn = kPi / 2;
  const Template turned = extract(planted::print(9.0, turn), {}).value().print;
  int compared = 0;
  for (const Minutia& a : upright.minutiae) {
    const planted::Point at = planted::turned({a.x / kStepsPerPx, a.y / kStepsPerPx, 0}, turn);
    for (const Minutia& b : turned.minutiae) {
      if (std::hypot(b.x / kStepsPerPx - at.x, b.y / kStepsPerPx - at.y) > 4) continue;
      // A turn that is clockwise in the picture lowers the counter-clockwise angle.
      CHECK(angle_between(static_cast<std::uint8_t>(a.angle - 64), b.angle) < 12);
      ++compared;
    }
  }
  CHECK(compared >= 7);
}

TEST_CASE("bright ridges on a dark platen give the template of the dark ones") {
  GrayImage image = planted::print();
  const Extraction dark = extract(image, {}).value();
  for (std::uint8_t& pixel : image.pixels) pixel = static_cast<std::uint8_t>(255 - pixel);
  const Result<Extraction> bright = extract(image, {});
  REQUIRE(bright.ok());
  CHECK(bright.value().inverted);
  CHECK(bright.value().print.minutiae.size() == dark.print.minutiae.size());
  CHECK(agreement(bright.value().print, 0.0, 8.0).found == static_cast<int>(planted::points().size()));
}

TEST_CASE("a print scanned at 1000 or 350 ppi gives the same minutiae in 500 ppi units") {
  for (const double scale : {2.0, 0.7}) {
    CAPTURE(scale);
    const Result<Extraction> result = extract(planted::print(9.0, 0.0, scale), {});
    REQUIRE(result.ok());
    CHECK(agreement(result.value().print, 0.0, 8.0).found == static_cast<int>(planted::points().size()));
    CHECK(result.value().print.width == doctest::Approx(360).epsilon(0.01));
  }
}

TEST_CASE("narrow and wide ridges are brought to one distance, and what is found lies on the print at 500 ppi") {
  for (const double period : {6.3, 7.0, 9.8, 12.0}) {
    CAPTURE(period);
    Recorder recorder;
    const Result<Extraction> result = extract(planted::print(period), {}, &recorder);
    REQUIRE(result.ok());
    const double scale = period == 9.8 ? 1.0 : extract_parameters::kWorkingPeriodPx / period;
    CHECK(recorder.widths.front() == doctest::Approx(360 * scale).epsilon(0.03));
    const Extraction& found = result.value();
    CHECK(agreement(found.print, 0.0, 8.0).found == static_cast<int>(planted::points().size()));
    CHECK(found.ridge_period_px == doctest::Approx(period).epsilon(0.03));
    CHECK(found.print.width == 360);
    CHECK(found.print.height == 360);
    CHECK(found.figures.ridge_area_px == doctest::Approx(kPi * 165 * 170).epsilon(0.08));
    CHECK(found.figures.offset_px < 8);
    CHECK(found.print.flow.left + found.print.flow.columns == doctest::Approx(345.0 / kFlowCellPx).epsilon(0.08));
  }
}

TEST_CASE("a print whose sides would pass a limit keeps its resolution") {
  // Ridges of 6.3 px on a side as long as is read, in a strip of ridges.
  const GrayImage one = planted::print(6.3);
  GrayImage image{limits::kMaxNominalSide, one.height, 500, {}};
  image.pixels.assign(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height), 255);
  for (int y = 0; y < one.height; ++y) {
    for (int x = 0; x < one.width; ++x) {
      image.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width) + static_cast<std::size_t>(x)] =
          one.at(x, y);
    }
  }
  Recorder recorder;
  const Result<Extraction> result = extract(image, {}, &recorder);
  REQUIRE(result.ok());
  CHECK(recorder.widths.front() == image.width);
  CHECK(result.value().ridge_period_px == doctest::Approx(6.3).epsilon(0.05));
}

TEST_CASE("position and impression are written into the template, quality lies in range") {
  const Template print = extract(planted::print(), {.position = 7, .impression = 1}).value().print;
  CHECK(print.position == 7);
  CHECK(print.impression == 1);
  CHECK(print.quality > 20);
  CHECK(print.quality <= 100);
  for (std::size_t i = 1; i < print.minutiae.size(); ++i) {
    CHECK(print.minutiae[i - 1].quality >= print.minutiae[i].quality);
  }
}

TEST_CASE("the flow map has the orientation of the ridges, where there are ridges, at any rotation") {
  for (const double turn : {0.0, 0.6, 1.7}) {
    CAPTURE(turn);
    const auto found = extract(planted::print(9.0, turn), {});
    REQUIRE(found.ok());
    const RidgeFlowMap& flow = found.value().print.flow;
    REQUIRE(is_sound(flow));
    int inside = 0;
    int right = 0;
    for (std::size_t i = 0; i < flow.cells.size(); ++i) {
      const double dx = (flow.left + static_cast<double>(i % flow.columns) + 0.5) * kFlowCellPx - 180;
      const double dy = (flow.top + static_cast<double>(i / flow.columns) + 0.5) * kFlowCellPx - 180;
      if (dx * dx + dy * dy > 150 * 150) continue;
      ++inside;
      if (flow.cells[i] == kNoFlow) continue;
      // Along the wave crests y + 12 sin(x / 70); the print was turned clockwise as seen, y down.
      const double x = 180 + std::cos(turn) * dx + std::sin(turn) * dy;
      const double expected = std::atan(12.0 / 70 * std::cos(x / 70)) - turn;
      const double error = std::remainder(flow.cells[i] * kPi / kFlowSteps - expected, kPi);
      right += std::abs(error) < 0.2 ? 1 : 0;
    }
    CHECK(inside > 250);
    CHECK(right > 0.9 * inside);
  }
}

TEST_CASE("extraction is repeatable") {
  const GrayImage image = planted::print(8.3, 0.3);
  CHECK(extract(image, {}).value().print == extract(image, {}).value().print);
}

TEST_CASE("what is no fingerprint is refused as such") {
  const GrayImage blank{300, 300, 500, std::vector<std::uint8_t>(300 * 300, 255)};
  GrayImage stripes{300, 300, 500, {}};
  GrayImage ramp{300, 300, 500, {}};
  for (int i = 0; i < 300 * 300; ++i) {
    stripes.pixels.push_back(static_cast<std::uint8_t>(128 + 100 * std::sin(i % 300 * 2 * kPi / 9)));
    ramp.pixels.push_back(static_cast<std::uint8_t>(i % 300 * 255 / 299));
  }
  for (const GrayImage& image : {blank, stripes, ramp, noise(1), noise(2)}) {
    const Result<Extraction> result = extract(image, {});
    REQUIRE_FALSE(result.ok());
    CHECK(result.error().code == ErrorCode::NO_FINGERPRINT);
    CHECK_FALSE(result.error().detail.empty());
  }
}

TEST_CASE("sizes and resolutions outside the limits are refused before any work") {
  GrayImage image = planted::print();
  image.ppi = 100;
  CHECK(extract(image, {}).error().code == ErrorCode::RESOLUTION_OUT_OF_RANGE);
  const GrayImage tiny{20, 20, 500, std::vector<std::uint8_t>(400, 128)};
  CHECK(extract(tiny, {}).error().code == ErrorCode::IMAGE_TOO_SMALL);
  const GrayImage lying{300, 300, 500, std::vector<std::uint8_t>(10, 128)};
  CHECK(extract(lying, {}).error().code == ErrorCode::INVALID_ARGUMENT);
}

TEST_CASE("a trace is shown every stage in order, also of a picture that is refused") {
  Recorder recorder;
  REQUIRE(extract(planted::print(), {}, &recorder).ok());
  const std::vector<std::string> expected = {
      "print",       "loose-foreground", "normalised",        "first-orientation", "ridge-period",
      "orientation", "enhanced",         "clarity",           "foreground",        "binary",
      "thinned",     "cleaned",          "minutiae-detected", "minutiae"};
  CHECK(recorder.stages == expected);
  CHECK(recorder.fields == std::vector<std::string>{"loose-foreground", "first-orientation", "ridge-period",
                                                    "orientation", "clarity", "foreground"});
  CHECK(recorder.figures.size() == 6);
  Recorder refused;
  CHECK_FALSE(extract(noise(3), {}, &refused).ok());
  CHECK(refused.stages == expected);
}

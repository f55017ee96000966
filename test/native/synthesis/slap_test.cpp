#include "synthesis/slap.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "base/math.hpp"
#include "synthesis/sample_slaps.hpp"
#include "synthesis/slap_parameters.hpp"
#include "synthesis/synthesis.hpp"

using namespace ridgeline;
using test::masters;

namespace {

// Under sanitizers a slap takes ten times as long, and other people take the same ways through the code.
#if defined(RIDGELINE_SANITIZED)
constexpr std::uint64_t kPeople = 1;
constexpr std::array kTilts{-40.0};
constexpr std::array kSlaps{kLeftFour};
#else
constexpr std::uint64_t kPeople = 2;
constexpr std::array kTilts{-40.0, 0.0, 25.0};
constexpr std::array kSlaps{kRightFour, kLeftFour, kBothThumbs};
#endif

SlapRequest request_of(int position, double tilt_degrees) { return test::slap_request(31, 4, position, tilt_degrees); }

bool dark(const GrayImage& image, int x, int y) { return image.at(x, y) < 130; }

bool holds(const UprightBox& box, double x, double y) {
  return x >= box.left && y >= box.top && x < box.left + box.width && y < box.top + box.height;
}

bool holds(const TurnedBox& box, double x, double y) {
  const double dx = x - box.middle_x;
  const double dy = y - box.middle_y;
  const double across = std::cos(box.angle_rad) * dx + std::sin(box.angle_rad) * dy;
  const double along = std::cos(box.angle_rad) * dy - std::sin(box.angle_rad) * dx;
  return std::abs(across) <= box.width / 2 && std::abs(along) <= box.height / 2;
}

// Below a finger's box, where its middle phalanx may show.
bool below(const TurnedBox& box, double x, double y) {
  constexpr double kLongest = 420.0;
  TurnedBox column = box;
  column.middle_x -= std::sin(box.angle_rad) * kLongest / 2;
  column.middle_y += std::cos(box.angle_rad) * kLongest / 2;
  column.height += kLongest;
  return holds(column, x, y);
}

}  // namespace

TEST_CASE("every dark pixel of a slap lies in both boxes of one finger, or below them") {
  for (const int position : kSlaps) {
    for (const double tilt : kTilts) {
      const SyntheticSlap slap = make_slap(request_of(position, tilt), masters());
      REQUIRE(slap.fingers.size() == fingers_of_slap(position).size());
      int dark_pixels = 0;
      int homeless = 0;
      int shared = 0;
      for (int y = 0; y < slap.image.height; ++y) {
        for (int x = 0; x < slap.image.width; ++x) {
          if (!dark(slap.image, x, y)) continue;
          ++dark_pixels;
          const auto owns = [&](const SlapFinger& finger) {
            return holds(finger.turned, x + 0.5, y + 0.5) && holds(finger.box, x + 0.5, y + 0.5);
          };
          const auto owners = std::count_if(slap.fingers.begin(), slap.fingers.end(), owns);
          const auto hangs_on = [&](const SlapFinger& finger) { return below(finger.turned, x + 0.5, y + 0.5); };
          homeless += owners == 0 && std::none_of(slap.fingers.begin(), slap.fingers.end(), hangs_on) ? 1 : 0;
          shared += owners > 1 ? 1 : 0;
        }
      }
      CHECK(dark_pixels > 20000);
      // The sensor's noise darkens a pixel here and there.
      CHECK(homeless < dark_pixels / 200);
      CHECK(shared == 0);
    }
  }
}

TEST_CASE("boxes are tight: a finger's ridges reach all four sides") {
  const SyntheticSlap slap = make_slap(request_of(kRightFour, 0.0), masters());
  for (const SlapFinger& finger : slap.fingers) {
    int left = 9999;
    int right = -1;
    int top = 9999;
    int bottom = -1;
    for (int y = finger.box.top; y < finger.box.top + finger.box.height; ++y) {
      for (int x = finger.box.left; x < finger.box.left + finger.box.width; ++x) {
        if (!dark(slap.image, x, y) || !holds(finger.turned, x + 0.5, y + 0.5)) continue;
        left = std::min(left, x);
        right = std::max(right, x);
        top = std::min(top, y);
        bottom = std::max(bottom, y);
      }
    }
    CHECK(left - finger.box.left < 30);
    CHECK(finger.box.left + finger.box.width - right < 30);
    CHECK(top - finger.box.top < 30);
    CHECK(finger.box.top + finger.box.height - bottom < 30);
  }
}

TEST_CASE("fingers lie from left to right, the middle one highest and the little one lowest") {
  for (std::uint64_t person = 0; person < kPeople; ++person) {
    SlapRequest request = request_of(kRightFour, 0.0);
    request.person = person;
    const std::vector<SlapFinger> right = make_slap(request, masters()).fingers;
    request.position = kLeftFour;
    const std::vector<SlapFinger> left = make_slap(request, masters()).fingers;
    REQUIRE(right.size() == 4);
    REQUIRE(left.size() == 4);
    CHECK(right[0].position == 2);
    CHECK(right[3].position == 5);
    CHECK(left[0].position == 10);
    CHECK(left[3].position == 7);
    for (std::size_t i = 1; i < 4; ++i) {
      CHECK(right[i].turned.middle_x > right[i - 1].turned.middle_x + 150);
      CHECK(left[i].turned.middle_x > left[i - 1].turned.middle_x + 150);
    }
    CHECK(right[3].turned.middle_y > right[1].turned.middle_y + 120);
    CHECK(left[0].turned.middle_y > left[2].turned.middle_y + 120);
  }
}

TEST_CASE("a tilt turns the whole hand and is cut at 45 degrees") {
  const SyntheticSlap level = make_slap(request_of(kRightFour, 0.0), masters());
  const SyntheticSlap tilted = make_slap(request_of(kRightFour, 30.0), masters());
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(tilted.fingers[i].turned.angle_rad - level.fingers[i].turned.angle_rad == doctest::Approx(kPi / 6));
  }
  // The line from index to little finger turns as the fingers do.
  const auto slope = [](const SyntheticSlap& slap) {
    const TurnedBox& first = slap.fingers.front().turned;
    const TurnedBox& last = slap.fingers.back().turned;
    return std::atan2(last.middle_y - first.middle_y, last.middle_x - first.middle_x);
  };
  CHECK(std::abs(slope(tilted) - slope(level) - kPi / 6) < 0.04);
  CHECK(make_slap(request_of(kBothThumbs, 80.0), masters()).tilt_rad == doctest::Approx(kPi / 4));
}

TEST_CASE("a missing finger leaves its place empty and the others where they are") {
  const SyntheticSlap whole = make_slap(request_of(kRightFour, 5.0), masters());
  SlapRequest request = request_of(kRightFour, 5.0);
  request.missing_fingers = 1U << 3;
  const SyntheticSlap part = make_slap(request, masters());
  REQUIRE(part.fingers.size() == 3);
  CHECK(part.fingers[0].in_slap == whole.fingers[0].in_slap);
  CHECK(part.fingers[1].position == 4);
  CHECK(part.fingers[2].in_slap == whole.fingers[3].in_slap);
  const TurnedBox& place = whole.fingers[1].turned;
  int dark_pixels = 0;
  for (int y = 0; y < part.image.height; ++y) {
    for (int x = 0; x < part.image.width; ++x) dark_pixels += holds(place, x, y) && dark(part.image, x, y) ? 1 : 0;
  }
  CHECK(dark_pixels < 100);
  request.missing_fingers = 0x7FE;
  CHECK(make_slap(request, masters()).fingers.empty());
}

TEST_CASE("the true minutiae of a finger are those of its box, shifted") {
  const SyntheticSlap slap = make_slap(request_of(kLeftFour, -20.0), masters());
  for (const SlapFinger& finger : slap.fingers) {
    CHECK(finger.in_slap.position == finger.position);
    CHECK(finger.in_slap.width == synthesis::kSlapField.width_px);
    CHECK(finger.in_box.width == finger.box.width);
    CHECK(finger.in_box.height == finger.box.height);
    REQUIRE(finger.in_slap.minutiae.size() > 10);
    REQUIRE(finger.in_box.minutiae.size() == finger.in_slap.minutiae.size());
    for (std::size_t i = 0; i < finger.in_box.minutiae.size(); ++i) {
      const Minutia& whole = finger.in_slap.minutiae[i];
      const Minutia& part = finger.in_box.minutiae[i];
      CHECK(part.x + 8 * finger.box.left == whole.x);
      CHECK(part.y + 8 * finger.box.top == whole.y);
      CHECK(part.angle == whole.angle);
      CHECK(holds(finger.turned, whole.x / kStepsPerPx, whole.y / kStepsPerPx));
    }
  }
}

TEST_CASE("a slap is the same alone, again and from a fresh cache; each part of the request makes another") {
  const SlapRequest request = request_of(kBothThumbs, 10.0);
  const SyntheticSlap first = make_slap(request, masters());
  MasterCache fresh;
  const SyntheticSlap again = make_slap(request, fresh);
  CHECK(first.image.pixels == again.image.pixels);
  CHECK(first.fingers[1].in_slap == again.fingers[1].in_slap);
  SlapRequest other = request;
  other.touch.impression = 1;
  CHECK(make_slap(other, fresh).image.pixels != first.image.pixels);
  other = request;
  other.touch.sensor = SensorKind::inked;
  CHECK(make_slap(other, fresh).image.pixels != first.image.pixels);
}

TEST_CASE("1000 ppi shows the same fingers in the same places") {
  SlapRequest request = request_of(kBothThumbs, -15.0);
  const SyntheticSlap coarse = make_slap(request, masters());
  request.touch.ppi = 1000;
  const SyntheticSlap fine = make_slap(request, masters());
  CHECK(fine.image.ppi == 1000.0);
  CHECK(fine.image.width == 2 * coarse.image.width);
  CHECK(fine.image.height == 2 * coarse.image.height);
  REQUIRE(fine.fingers.size() == coarse.fingers.size());
  for (std::size_t i = 0; i < fine.fingers.size(); ++i) {
    const SlapFinger& a = coarse.fingers[i];
    const SlapFinger& b = fine.fingers[i];
    CHECK(std::abs(a.box.left - b.box.left) < 12);
    CHECK(std::abs(a.box.top - b.box.top) < 12);
    CHECK(std::abs(a.box.width - b.box.width) < 20);
    CHECK(std::abs(a.box.height - b.box.height) < 20);
    CHECK(a.turned.angle_rad == b.turned.angle_rad);
    CHECK(std::abs(static_cast<double>(a.in_slap.minutiae.size()) - static_cast<double>(b.in_slap.minutiae.size())) <
          8);
  }
}

TEST_CASE("single plain thumbs, and positions that are no slap's") {
  CHECK(make_slap(request_of(kRightThumbPlain, 0.0), masters()).fingers.at(0).position == 1);
  CHECK(make_slap(request_of(kLeftThumbPlain, 0.0), masters()).fingers.at(0).position == 6);
  CHECK(fingers_of_slap(10).empty());
  CHECK(make_slap(request_of(99, 0.0), masters()).fingers.size() == 2);
}

TEST_CASE("the cache gives what make_master gives, and keeps ten fingers") {
  MasterCache cache;
  const MasterPrint& kept = cache.of(31, 4, 2);
  CHECK(kept.ridges.values == make_master(31, 4, 2).ridges.values);
  const MasterPrint* before = &kept;
  CHECK(&cache.of(31, 4, 2) == before);
  CHECK(cache.of(31, 4, 3).name.position == 3);
  CHECK(&cache.of(31, 4, 2) == before);
  CHECK(cache.size() == 2);
}

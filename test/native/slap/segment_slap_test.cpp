#include "slap/segment_slap.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/limits.hpp"
#include "base/math.hpp"
#include "slap/geometry.hpp"
#include "synthesis/sample_slaps.hpp"

using namespace ridgeline;
using test::masters;

namespace {

// Under sanitizers a slap takes ten times as long, and the others take the same ways through the code.
#if defined(RIDGELINE_SANITIZED)
constexpr std::array kTilts{-40.0};
constexpr std::array kMissing{3};
#else
constexpr std::array kTilts{-40.0, 0.0, 25.0};
constexpr std::array kMissing{2, 3, 5};
#endif

SlapRequest request_of(int position, double tilt_degrees) { return test::slap_request(77, 3, position, tilt_degrees); }

const SegmentedFinger* finger_at(const SegmentedSlap& slap, int position) {
  const auto found = std::find_if(slap.fingers.begin(), slap.fingers.end(),
                                  [&](const SegmentedFinger& finger) { return finger.position == position; });
  return found == slap.fingers.end() ? nullptr : &*found;
}

// By how much each corner of a box lies outside the true one, seen along the true finger, px at 500 ppi: the least and the most.
std::pair<double, double> overhang(const SlapBox& box, const TurnedBox& truth, double scale) {
  const slap::TurnedFrame found(box.angle_rad);
  const slap::TurnedFrame frame(truth.angle_rad);
  const slap::Point middle = frame.from_picture({truth.middle_x, truth.middle_y});
  double least = 1e9;
  double most = -1e9;
  for (const double side : {-1.0, 1.0}) {
    for (const double end : {-1.0, 1.0}) {
      const slap::Point arm = found.to_picture({side * box.width / 2, end * box.height / 2});
      const slap::Point corner = frame.from_picture({(box.center_x + arm.x) / scale, (box.center_y + arm.y) / scale});
      const double across = side * (corner.x - middle.x) - truth.width / 2;
      const double along = end * (corner.y - middle.y) - truth.height / 2;
      least = std::min({least, across, along});
      most = std::max({most, across, along});
    }
  }
  return {least, most};
}

void check_fingers(const SegmentedSlap& found, const SyntheticSlap& slap, double scale = 1.0) {
  CHECK(found.fingers.size() == slap.fingers.size());
  for (const SlapFinger& truth : slap.fingers) {
    CAPTURE(truth.position);
    const SegmentedFinger* finger = finger_at(found, truth.position);
    REQUIRE(finger != nullptr);
    const auto [least, most] = overhang(finger->box, truth.turned, scale);
    CHECK(least >= -32.0);
    CHECK(most <= 64.0);
    CHECK(finger->confidence > 0.5);
    CHECK(finger->confidence <= 1.0);
  }
}

SegmentedSlap segmented(const GrayImage& image, const SlapClaim& claim) {
  const Result<SegmentedSlap> result = segment_slap(image, claim);
  REQUIRE(result.ok());
  return result.value();
}

}  // namespace

TEST_CASE("four fingers of either hand are found whatever the tilt, and the hand is told without the claim") {
  for (const double tilt : kTilts) {
    for (const int position : {kRightFour, kLeftFour}) {
      CAPTURE(tilt);
      CAPTURE(position);
      const SyntheticSlap slap = make_slap(request_of(position, tilt), masters());
      const SegmentedSlap found = segmented(slap.image, {position, 0});
      CHECK(found.hand == (position == kRightFour ? HandSide::right : HandSide::left));
      CHECK(found.expected == 4);
      check_fingers(found, slap);
      const int other = kRightFour + kLeftFour - position;
      CHECK(segmented(slap.image, {other, 0}).hand == found.hand);
    }
  }
}

TEST_CASE("a missing finger leaves the others their positions, whether it was stated or not") {
  for (const int missing : kMissing) {
    CAPTURE(missing);
    SlapRequest request = request_of(kRightFour, 10.0);
    request.missing_fingers = 1U << missing;
    const SyntheticSlap slap = make_slap(request, masters());
    const SegmentedSlap told = segmented(slap.image, {kRightFour, request.missing_fingers});
    CHECK(told.expected == 3);
    check_fingers(told, slap);
    CHECK(segmented(slap.image, {kRightFour, 0}).expected == 4);
  }
}

TEST_CASE("two thumbs, and one") {
  const SyntheticSlap both = make_slap(request_of(kBothThumbs, -20.0), masters());
  check_fingers(segmented(both.image, {kBothThumbs, 0}), both);
  const SyntheticSlap one = make_slap(request_of(kLeftThumbPlain, 15.0), masters());
  const SegmentedSlap found = segmented(one.image, {kLeftThumbPlain, 0});
  check_fingers(found, one);
  CHECK(found.hand == HandSide::unknown);
}

TEST_CASE("1000 ppi and bright ridges change nothing; boxes are in px of the image") {
  SlapRequest request = request_of(kBothThumbs, 5.0);
  request.touch.ppi = 1000;
  SyntheticSlap slap = make_slap(request, masters());
  check_fingers(segmented(slap.image, {kBothThumbs, 0}), slap, 2.0);
  request.touch.ppi = 500;
  slap = make_slap(request, masters());
  for (std::uint8_t& grey : slap.image.pixels) grey = static_cast<std::uint8_t>(255 - grey);
  check_fingers(segmented(slap.image, {kBothThumbs, 0}), slap);
}

TEST_CASE("pictures without fingers give none; other positions and unknown resolutions are refused") {
  GrayImage blank{1600, 1000, 500.0, std::vector<std::uint8_t>(1600 * 1000, 230)};
  CHECK(segmented(blank, {kRightFour, 0}).fingers.empty());
  CHECK(segment_slap(blank, {2, 0}).error().code == ErrorCode::INVALID_ARGUMENT);
  blank.ppi = 0;
  CHECK(segment_slap(blank, {kRightFour, 0}).error().code == ErrorCode::RESOLUTION_OUT_OF_RANGE);
}

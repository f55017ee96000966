#include "slap/segment_slap.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "extract/normalise.hpp"
#include "image/resample.hpp"
#include "slap/columns.hpp"
#include "slap/hand.hpp"
#include "slap/pad.hpp"
#include "slap/parameters.hpp"
#include "slap/pieces.hpp"
#include "slap/ridge_areas.hpp"

namespace ridgeline {
namespace {

using namespace slap;
using namespace slap_parameters;

struct Picture {
  RidgeAreas areas;
  std::vector<Piece> pieces;
  Point middle;
};

// A slap's fingers explained by one hand of one tilt.
struct Explanation {
  ExpectedFingers expected;
  HandView view;
  std::vector<Column> columns;
  HandFit fit;
};

ExpectedFingers expected_fingers(int position, std::uint32_t missing) {
  ExpectedFingers expected{fingers_of_slap(position), {}};
  for (std::size_t i = 0; i < expected.positions.size(); ++i) {
    expected.missing[i] = (missing >> expected.positions[i] & 1U) != 0;
  }
  return expected;
}

Explanation explain(const Picture& picture, const ExpectedFingers& expected, double tilt_rad) {
  Explanation out{expected, {}, columns_of(picture.pieces, tilt_rad), {}};
  out.view.tilt_rad = tilt_rad;
  out.view.picture_middle_x = TurnedFrame(tilt_rad).from_picture(picture.middle).x;
  for (const Column& column : out.columns) out.view.pads.push_back(pad_of(column, picture.areas, tilt_rad));
  out.fit = best_fit(expected, out.view);
  return out;
}

// All tilts in coarse steps, then finer ones around the best.
Explanation best_explanation(const Picture& picture, const ExpectedFingers& expected) {
  Explanation best;
  best.fit.evidence = std::numeric_limits<double>::lowest();
  const auto attempt = [&](double tilt_rad) {
    Explanation tried = explain(picture, expected, tilt_rad);
    if (tried.fit.evidence > best.fit.evidence) best = std::move(tried);
  };
  for (double tilt = -kMostTiltRad; tilt <= kMostTiltRad; tilt += kTiltStepRad) attempt(tilt);
  for (double step = kTiltStepRad / 2; step >= kFinestTiltStepRad; step /= 2) {
    const double middle = best.view.tilt_rad;
    attempt(middle - step);
    attempt(middle + step);
  }
  return best;
}

// The finger's own angle: what its hand lets expect and what its axis says, each as far as it is known.
double angle_of(const Explanation& found, std::size_t place) {
  const Pad& pad = found.view.pads[static_cast<std::size_t>(found.fit.pads[place])];
  const std::size_t count = found.expected.positions.size();
  const bool hand = count > 2;
  const double fan = hand ? kFanRad * (static_cast<double>(place) - 0.5 * static_cast<double>(count - 1)) : 0.0;
  const double spread = hand ? kFanDeviationRad : kSplayDeviationRad;
  const double axis_weight = 1.0 / (pad.axis_deviation_rad * pad.axis_deviation_rad);
  const double fan_weight = 1.0 / (spread * spread);
  return found.view.tilt_rad + (axis_weight * pad.axis_rad + fan_weight * fan) / (axis_weight + fan_weight);
}

SlapBox box_of(const Picture& picture, const Explanation& found, std::size_t place, double scale) {
  const double angle = angle_of(found, place);
  const Column& column = found.columns[static_cast<std::size_t>(found.fit.pads[place])];
  const Pad pad = pad_of(column, picture.areas, angle);
  const double top = pad.top - kBoxMarginPx;
  const double bottom = pad.bottom + kLowerMarginPx;
  const Point middle = TurnedFrame(angle).to_picture({pad.middle_x(), 0.5 * (top + bottom)});
  return {scale * middle.x, scale * middle.y, scale * (pad.width() + 2 * kBoxMarginPx), scale * (bottom - top), angle};
}

std::vector<SegmentedFinger> fingers_of(const Picture& picture, const Explanation& found, double scale) {
  std::vector<SegmentedFinger> fingers;
  for (std::size_t place = 0; place < found.expected.positions.size(); ++place) {
    if (found.fit.pads[place] == kNoPad) continue;
    fingers.push_back({found.expected.positions[place], box_of(picture, found, place, scale),
                       sigmoid(std::clamp(margin_of(found.expected, found.view, found.fit, place), -30.0, 30.0))});
  }
  return fingers;
}

HandSide side_of(double right_over_left) {
  if (right_over_left > kHandEvidence) return HandSide::right;
  return right_over_left < -kHandEvidence ? HandSide::left : HandSide::unknown;
}

// Most loops open towards the little finger: their ridges fall to the right on a right hand, to the left on a left one.
double slant_evidence(const Explanation& found) {
  double sum = 0;
  for (const int pad : found.fit.pads) {
    if (pad != kNoPad) sum += kSlantEvidence * found.view.pads[static_cast<std::size_t>(pad)].slant;
  }
  return sum;
}

SegmentedSlap segment_hand(const Picture& picture, const SlapClaim& claim, double scale) {
  const bool right_claimed = claim.position == kRightFour;
  const Explanation right = best_explanation(picture, expected_fingers(kRightFour, claim.missing_fingers));
  const Explanation left = best_explanation(picture, expected_fingers(kLeftFour, claim.missing_fingers));
  const double arrangement = right.fit.evidence - left.fit.evidence;
  const double right_over_left = arrangement + slant_evidence(arrangement >= 0 ? right : left);
  const double with_claim = right_over_left + (right_claimed ? kClaimEvidence : -kClaimEvidence);
  SegmentedSlap out;
  out.hand = side_of(right_over_left);
  out.fingers = fingers_of(picture, with_claim >= 0 ? right : left, scale);
  return out;
}

SegmentedSlap segment_thumbs(const Picture& picture, const SlapClaim& claim, double scale) {
  SegmentedSlap out;
  out.fingers =
      fingers_of(picture, best_explanation(picture, expected_fingers(claim.position, claim.missing_fingers)), scale);
  return out;
}

}  // namespace

Result<SegmentedSlap> segment_slap(const GrayImage& image, const SlapClaim& claim) {
  if (fingers_of_slap(claim.position).empty()) {
    return Error{ErrorCode::INVALID_ARGUMENT,
                 "expected a slap's position, 11 to 15, got " + std::to_string(claim.position)};
  }
  Result<GrayImage> resampled = resample_to_500_ppi(image);
  if (!resampled) return std::move(resampled).error();
  const GrayImage print = without_sensor_edge(resampled.value());
  Picture picture{find_ridge_areas(print), {}, {0.5 * print.width, 0.5 * print.height}};
  picture.pieces = pieces_of(picture.areas.mask);
  const double scale = image.ppi / limits::kNominalPpi;
  const bool hand = claim.position == kRightFour || claim.position == kLeftFour;
  SegmentedSlap slap = hand ? segment_hand(picture, claim, scale) : segment_thumbs(picture, claim, scale);
  const ExpectedFingers expected = expected_fingers(claim.position, claim.missing_fingers);
  slap.expected = expected.positions.size() -
                  static_cast<std::size_t>(std::count(expected.missing.begin(), expected.missing.end(), true));
  return slap;
}

}  // namespace ridgeline

#include "slap/hand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "slap/parameters.hpp"

namespace ridgeline::slap {
namespace {

using namespace slap_parameters;

constexpr int kFingersOfHand = 5;
constexpr std::size_t kThumbDigit = 4;

double square(double x) noexcept { return x * x; }

// Log density of a deviation under Student's distribution, 0 at its middle.
double tail(double deviations) noexcept {
  return -0.5 * (kHeavyTail + 1) * logarithm(1 + square(deviations) / kHeavyTail);
}

/// Index, middle, ring, little, thumb.
std::size_t digit_of(int position) noexcept {
  return static_cast<std::size_t>((position - 2 + kFingersOfHand) % kFingersOfHand);
}

struct Placed {
  std::size_t place;  ///< among the expected fingers, from the left
  std::size_t digit;
  const Pad* pad;
};

using Hand = std::vector<Placed>;

// How much larger than usual the hand is, as a logarithm.
double size_of(const Hand& hand) {
  double sum = 0;
  for (const Placed& finger : hand) sum += logarithm(std::max(finger.pad->width(), 1.0) / kPadWidthPx[finger.digit]);
  return sum / (static_cast<double>(hand.size()) + square(kWidthDeviation / kSizeDeviation));
}

double shape_evidence(const Hand& hand, double size) {
  double sum = -0.5 * square(size / kSizeDeviation);
  for (const auto& [place, digit, pad] : hand) {
    const double wide = logarithm(std::max(pad->width(), 1.0) / kPadWidthPx[digit]) - size;
    const double high = logarithm(std::max(pad->height(), 1.0) / (kPadHeightShare * std::max(pad->width(), 1.0)));
    // Of a pad that the picture cuts, one can say that it isn't too large, and less that it is too small.
    sum += tail((pad->cut ? std::max(wide, kCutShare * wide) : wide) / kWidthDeviation);
    sum += tail((pad->cut ? std::max(high, kCutShare * high) : high) / kHeightDeviation);
  }
  return sum;
}

// Middle of a pad along the hand; from its lower end where the picture cuts its tip.
double middle_of(const Pad& pad) noexcept {
  if (pad.cut_above) return pad.bottom - (kPadHeightShare - kPadMiddleShare) * pad.width();
  return pad.top + kPadMiddleShare * pad.width();
}

// How far below the middle finger the others lie; where the hand as a whole lies says nothing.
double reach_evidence(const Hand& hand, double scale) {
  double weights = 0;
  double mean = 0;
  const auto below = [&](const Placed& finger) { return middle_of(*finger.pad) - scale * kReachBackPx[finger.digit]; };
  for (const Placed& finger : hand) {
    const double weight = 1.0 / square(kReachDeviationPx[finger.digit]);
    weights += weight;
    mean += weight * below(finger);
  }
  mean /= weights;
  double sum = 0;
  for (const Placed& finger : hand) sum += tail((below(finger) - mean) / (scale * kReachDeviationPx[finger.digit]));
  return sum;
}

double gap_evidence(const ExpectedFingers& expected, const Hand& hand, double scale) {
  double sum = 0;
  for (std::size_t i = 1; i < hand.size(); ++i) {
    const Placed& left = hand[i - 1];
    const Placed& right = hand[i];
    double usual = 0;
    for (std::size_t place = left.place; place < right.place; ++place) {
      const double first = kPadWidthPx[digit_of(expected.positions[place])];
      const double second = kPadWidthPx[digit_of(expected.positions[place + 1])];
      usual += scale * (0.5 * (first + second) + kGapPx);
    }
    const double steps = static_cast<double>(right.place - left.place);
    const double distance = right.pad->middle_x() - left.pad->middle_x();
    sum += tail((distance - usual) / (scale * kGapDeviationPx * std::sqrt(steps)));
  }
  return sum;
}

double axis_evidence(const ExpectedFingers& expected, const Hand& hand) {
  double sum = 0;
  for (const auto& [place, digit, pad] : hand) {
    const bool thumb = digit == kThumbDigit;
    const double fan =
        thumb ? 0.0 : kFanRad * (static_cast<double>(place) - 0.5 * static_cast<double>(expected.positions.size() - 1));
    const double spread = thumb ? kSplayDeviationRad : kFanDeviationRad;
    sum += tail((pad->axis_rad - fan) / std::sqrt(square(pad->axis_deviation_rad) + square(spread)));
  }
  return sum;
}

// Of two thumbs the left one lies on the left: that tells which one there is where the other is missing.
double side_evidence(const ExpectedFingers& expected, const HandView& view, const Hand& hand) {
  if (expected.positions.size() != 2) return 0;
  double sum = 0;
  for (const Placed& thumb : hand) {
    const double inside = (thumb.pad->middle_x() - view.picture_middle_x) * (thumb.place == 0 ? -1.0 : 1.0);
    sum += logarithm(sigmoid(std::clamp(inside / kSideSoftnessPx, -30.0, 30.0)));
  }
  return sum;
}

// Fingers that are there but weren't expected, or the other way; areas that belong to no finger.
double presence_evidence(const ExpectedFingers& expected, const HandView& view, const HandFit& fit) {
  double sum = 0;
  for (std::size_t place = 0; place < expected.positions.size(); ++place) {
    const bool found = fit.pads[place] != kNoPad;
    if (found && expected.missing[place]) sum -= kUnexpectedCost;
    if (!found && !expected.missing[place]) sum -= kMissingCost;
  }
  constexpr double kUsualCells = 0.78 * 284.0 * 415.0 / 16.0;  // an ellipse as large as an index finger's pad
  for (std::size_t i = 0; i < view.pads.size(); ++i) {
    if (std::find(fit.pads.begin(), fit.pads.end(), static_cast<int>(i)) != fit.pads.end()) continue;
    sum -= kUnusedCost * std::min(view.pads[i].cells / kUsualCells, 1.0);
  }
  return sum;
}

double evidence_of(const ExpectedFingers& expected, const HandView& view, const HandFit& fit) {
  Hand hand;
  for (std::size_t place = 0; place < expected.positions.size(); ++place) {
    if (fit.pads[place] == kNoPad) continue;
    hand.push_back({place, digit_of(expected.positions[place]), &view.pads[static_cast<std::size_t>(fit.pads[place])]});
  }
  double sum = presence_evidence(expected, view, fit) - 0.5 * square(view.tilt_rad / kTiltDeviationRad);
  if (hand.empty()) return sum;
  const double size = size_of(hand);
  const double scale = exponential(std::clamp(size, -0.5, 0.5));
  return sum + shape_evidence(hand, size) + reach_evidence(hand, scale) + gap_evidence(expected, hand, scale) +
         axis_evidence(expected, hand) + side_evidence(expected, view, hand);
}

// Shows every way to give pads from `first` on to the fingers from `place` on.
template <class Visit>
void for_each_fit(const ExpectedFingers& expected, const HandView& view, HandFit& fit, std::size_t place,
                  std::size_t first, const Visit& visit) {
  if (place == expected.positions.size()) {
    fit.evidence = evidence_of(expected, view, fit);
    visit(fit);
    return;
  }
  fit.pads[place] = kNoPad;
  for_each_fit(expected, view, fit, place + 1, first, visit);
  for (std::size_t pad = first; pad < view.pads.size(); ++pad) {
    fit.pads[place] = static_cast<int>(pad);
    for_each_fit(expected, view, fit, place + 1, pad + 1, visit);
  }
  fit.pads[place] = kNoPad;
}

}  // namespace

HandFit best_fit(const ExpectedFingers& expected, const HandView& view) {
  HandFit best;
  best.evidence = std::numeric_limits<double>::lowest();
  HandFit fit;
  for_each_fit(expected, view, fit, 0, 0, [&](const HandFit& shown) {
    if (shown.evidence > best.evidence) best = shown;
  });
  return best;
}

double margin_of(const ExpectedFingers& expected, const HandView& view, const HandFit& best, std::size_t finger) {
  double other = std::numeric_limits<double>::lowest();
  HandFit fit;
  for_each_fit(expected, view, fit, 0, 0, [&](const HandFit& shown) {
    if (shown.pads[finger] != best.pads[finger]) other = std::max(other, shown.evidence);
  });
  return best.evidence - other;
}

}  // namespace ridgeline::slap

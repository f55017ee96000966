#include "synthesis/slap_layout.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"
#include "synthesis/slap_parameters.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr int kLittleRight = 5;
constexpr int kFingersOfHand = 5;

bool is_thumb(int position) noexcept { return position % kFingersOfHand == 1; }
bool is_little(int position) noexcept { return position % kFingersOfHand == kLittleRight % kFingersOfHand; }

Point turned(Point point, double angle_rad) noexcept {
  const double s = sine(angle_rad);
  const double c = cosine(angle_rad);
  return {c * point.x - s * point.y, s * point.x + c * point.y};
}

// Half of the upright rectangle around a contact area that is turned.
Point half_box(const ImpressionTraits& traits, double angle_rad) noexcept {
  const double across = traits.half_axes_px.x;
  const double along = std::max(traits.half_axes_px.y, traits.lower_half_px);
  const double s = sine(angle_rad);
  const double c = cosine(angle_rad);
  return {std::sqrt(across * across * c * c + along * along * s * s),
          std::sqrt(across * across * s * s + along * along * c * c)};
}

// From the middle of the pad to that of the contact area, along the finger.
Point contact_shift(const ImpressionTraits& traits) noexcept {
  return {traits.placement.skin_middle.x - kMiddleX, traits.placement.skin_middle.y - kMiddleY};
}

// Lays one hand. The draws are the same whatever the request sets.
class Laying {
 public:
  explicit Laying(const SlapRequest& request)
      : request_(request),
        touch_(touch_in_slap(request)),
        random_(Stream::slap, {request.seed, request.person, static_cast<std::uint64_t>(request.position),
                               request.touch.impression}) {}

  LaidHand lay() {
    draw_hand();
    for (const int position : fingers_of_slap(request_.position)) add_finger(position);
    set_in_a_row();
    set_on_platen();
    return hand_;
  }

 private:
  void draw_hand() noexcept {
    const bool aslant = random_.chance(kAslantShare);
    const double tilt = random_.normal(0.0, aslant ? kAslantTiltRad : kStraightTiltRad);
    hand_.tilt_rad = std::clamp(request_.tilt_rad.value_or(tilt), -kMostTiltRad, kMostTiltRad);
    hand_.darkness = random_.uniform(kDarkness);
    pressure_ = random_.normal(0.0, kHandPressure);
    fan_rad_ = random_.uniform(kFanRad);
    const bool thumbs = is_thumb(fingers_of_slap(request_.position).front());
    gap_px_ = random_.uniform(thumbs ? kThumbGapPx : kFingerGapPx);
    shift_ = {random_.normal(0.0, kHandShiftPx), random_.normal(0.0, kHandShiftPx)};
  }

  void add_finger(int position) {
    MasterPrint outline;
    outline.name = {request_.seed, request_.person, position};
    outline.traits = draw_finger_traits(outline.name);
    LaidFinger finger;
    finger.position = position;
    finger.traits = draw_impression_traits(outline, touch_);
    press_flat(finger);
    const auto digit = static_cast<std::size_t>((position - 1) % kFingersOfHand);
    const double size = outline.traits.size / kFingerSizes[digit];
    const double back = random_.normal(is_thumb(position) ? kThumbReachBack : kReachBack[digit - 1]);
    pads_.push_back({0.0, size * back});
    const double turn = random_.normal(0.0, is_thumb(position) ? kThumbTurnRad : kFingerTurnRad);
    const double count = static_cast<double>(fingers_of_slap(request_.position).size());
    const double place = static_cast<double>(hand_.fingers.size()) - 0.5 * (count - 1.0);
    finger.angle_rad = turn + (is_thumb(position) ? 0.0 : place * fan_rad_);
    hand_.fingers.push_back(finger);
  }

  void press_flat(LaidFinger& finger) noexcept {
    ImpressionTraits& traits = finger.traits;
    const double lower = random_.uniform(kFlatLowerShare);
    const double pressure = pressure_ + random_.normal(0.0, kFingerPressure);
    traits.width_px = kSlapField.width_px;
    traits.height_px = kSlapField.height_px;
    traits.half_axes_px.y *= kFlatUpperShare;
    if (touch_.condition != PrintCondition::partial) {
      const double skin_below = kSkinHeightPx - kJointMarginPx - traits.placement.skin_middle.y;
      traits.lower_half_px = std::min(traits.half_axes_px.y * lower, skin_below);
    }
    if (touch_.condition == PrintCondition::clean) return;
    traits.pressure += pressure + (is_little(finger.position) ? kLittlePressure : 0.0);
  }

  // Beside each other in an upright hand, so far apart that contact areas don't touch where the fan brings them nearest.
  void set_in_a_row() noexcept {
    double x = 0;
    for (std::size_t i = 0; i < hand_.fingers.size(); ++i) {
      const double gap = std::max(gap_px_ + random_.normal(0.0, kFingerGapDeviation), kLeastGapPx);
      if (i > 0) {
        const ImpressionTraits& left = hand_.fingers[i - 1].traits;
        const ImpressionTraits& right = hand_.fingers[i].traits;
        const double fan = hand_.fingers[i].angle_rad - hand_.fingers[i - 1].angle_rad;
        const double reach = std::max(left.lower_half_px, right.lower_half_px);
        x += left.half_axes_px.x + contact_shift(left).x + gap + std::abs(sine(fan)) * reach + right.half_axes_px.x -
             contact_shift(right).x;
      }
      pads_[i].x = x;
    }
  }

  void set_on_platen() noexcept {
    Point low{1e9, 1e9};
    Point high{-1e9, -1e9};
    std::vector<Point> middles;
    for (std::size_t i = 0; i < hand_.fingers.size(); ++i) {
      LaidFinger& finger = hand_.fingers[i];
      finger.angle_rad += hand_.tilt_rad;
      finger.traits.placement.sine_turn = sine(finger.angle_rad);
      finger.traits.placement.cosine_turn = cosine(finger.angle_rad);
      const Point pad = turned(pads_[i], hand_.tilt_rad);
      const Point shift = turned(contact_shift(finger.traits), finger.angle_rad);
      const Point middle{pad.x + shift.x, pad.y + shift.y};
      const Point half = half_box(finger.traits, finger.angle_rad);
      low = {std::min(low.x, middle.x - half.x), std::min(low.y, middle.y - half.y)};
      high = {std::max(high.x, middle.x + half.x), std::max(high.y, middle.y + half.y)};
      middles.push_back(middle);
    }
    const Point slack{std::max(0.5 * (kSlapField.width_px - high.x + low.x) - kPlatenMarginPx, 0.0),
                      std::max(0.5 * (kSlapField.height_px - high.y + low.y) - kPlatenMarginPx, 0.0)};
    const Point start{0.5 * (kSlapField.width_px - 1 - low.x - high.x) + std::clamp(shift_.x, -slack.x, slack.x),
                      0.5 * (kSlapField.height_px - 1 - low.y - high.y) + std::clamp(shift_.y, -slack.y, slack.y)};
    for (std::size_t i = 0; i < middles.size(); ++i) {
      hand_.fingers[i].traits.placement.picture_middle = {start.x + middles[i].x, start.y + middles[i].y};
    }
  }

  const SlapRequest& request_;
  Touch touch_;
  Random random_;
  LaidHand hand_;
  std::vector<Point> pads_;  ///< middles of the pads in an upright hand
  Point shift_;
  double pressure_ = 0;
  double fan_rad_ = 0;
  double gap_px_ = 0;
};

}  // namespace

Touch touch_in_slap(const SlapRequest& request) noexcept {
  Touch touch = request.touch;
  touch.kind = PrintKind::plain;
  const auto slap = static_cast<std::uint32_t>(request.position - kRightThumbPlain);
  touch.impression = kFirstSlapImpression + slap * kSlapImpressions + request.touch.impression % kSlapImpressions;
  return touch;
}

LaidHand lay_hand(const SlapRequest& request) { return Laying(request).lay(); }

}  // namespace ridgeline::synthesis

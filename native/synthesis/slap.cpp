#include "synthesis/slap.hpp"

#include <algorithm>
#include <utility>

#include "base/math.hpp"
#include "synthesis/contact.hpp"
#include "synthesis/contact_window.hpp"
#include "synthesis/middle_phalanx.hpp"
#include "synthesis/random.hpp"
#include "synthesis/sensor.hpp"
#include "synthesis/slap_layout.hpp"
#include "synthesis/slap_parameters.hpp"
#include "synthesis/surface.hpp"
#include "synthesis/truth.hpp"
#include "synthesis/window.hpp"

namespace ridgeline {
namespace {

using namespace synthesis;

Template cut_out(const Template& whole, const UprightBox& box) {
  Template part = whole;
  part.width = static_cast<std::uint16_t>(box.width);
  part.height = static_cast<std::uint16_t>(box.height);
  part.minutiae.clear();
  const int left = round_to_int(box.left * kStepsPerPx);
  const int top = round_to_int(box.top * kStepsPerPx);
  for (Minutia minutia : whole.minutiae) {
    const int x = minutia.x - left;
    const int y = minutia.y - top;
    if (x < 0 || y < 0 || x >= box.width * kStepsPerPx || y >= box.height * kStepsPerPx) continue;
    minutia.x = static_cast<std::uint16_t>(x);
    minutia.y = static_cast<std::uint16_t>(y);
    part.minutiae.push_back(minutia);
  }
  return part;
}

SlapFinger press(const MasterPrint& master, const LaidFinger& laid, const Touch& touch, int scale,
                 Plane<float>& whole) {
  const auto stream = [&](Stream use) { return impression_stream(use, master, touch); };
  const Window window = window_around(laid.traits, kSlapField, scale);
  const Plane<float> pressure = contact_pressure(laid.traits, window, stream(Stream::contact));
  const Plane<float> trace = skin_trace(master, laid.traits, window, pressure, stream(Stream::surface));
  lay_over(whole, trace, window);
  const FingerBoxes boxes = boxes_of(trace, window, laid.traits.placement, laid.angle_rad);
  SlapFinger finger;
  finger.position = laid.position;
  finger.pattern = master.traits.pattern;
  finger.box = boxes.upright;
  finger.turned = boxes.turned;
  finger.in_slap = true_template(master, laid.traits, window, pressure, PrintKind::plain);
  finger.in_box = cut_out(finger.in_slap, finger.box);
  return finger;
}

// In no box and without true minutiae: it is no part of the print.
void press_middle_phalanx(const MasterPrint& master, const LaidFinger& laid, const Touch& touch, int scale,
                          Plane<float>& whole) {
  const std::optional<MiddlePhalanx> below = draw_middle_phalanx(master, laid, touch);
  if (!below.has_value()) return;
  const auto stream = [&](Stream use) { return impression_stream(use, below->skin, touch); };
  const Window window = window_around(below->traits, kSlapField, scale);
  const Plane<float> pressure = contact_pressure(below->traits, window, stream(Stream::contact));
  lay_over(whole, skin_trace(below->skin, below->traits, window, pressure, stream(Stream::surface)), window);
}

}  // namespace

SyntheticSlap make_slap(const SlapRequest& asked, MasterCache& masters) {
  SlapRequest request = asked;
  request.position = std::clamp(asked.position, kRightThumbPlain, kBothThumbs);
  const LaidHand hand = lay_hand(request);
  const Touch touch = touch_in_slap(request);
  const int scale = touch.ppi >= 1000 ? 2 : 1;
  Plane<float> whole(kSlapField.width_px * scale, kSlapField.height_px * scale);
  SyntheticSlap slap;
  slap.tilt_rad = hand.tilt_rad;
  for (const LaidFinger& laid : hand.fingers) {
    if ((request.missing_fingers >> laid.position & 1U) != 0) continue;
    const MasterPrint& master = masters.of(request.seed, request.person, laid.position);
    press_middle_phalanx(master, laid, touch, scale, whole);
    SlapFinger finger = press(master, laid, touch, scale, whole);
    if (!finger.box.empty()) slap.fingers.push_back(std::move(finger));
  }
  Random sensor(Stream::slap, {request.seed, request.person, static_cast<std::uint64_t>(request.position),
                               touch.impression, static_cast<std::uint64_t>(Stream::sensor)});
  slap.image = {whole.width, whole.height, 500.0 * scale,
                sense(whole, {touch.sensor, hand.darkness, scale, request.seed}, sensor)};
  return slap;
}

}  // namespace ridgeline

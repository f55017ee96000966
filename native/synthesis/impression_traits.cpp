#include "synthesis/impression_traits.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "synthesis/field.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"

namespace ridgeline::synthesis {
namespace {

double at(Ramp ramp, double difficulty) noexcept { return ramp.easy + (ramp.hard - ramp.easy) * difficulty; }

// A draw of every property, then what a stated condition sets instead. The draws are the same for all conditions.
class Drawing {
 public:
  Drawing(const MasterPrint& master, const Touch& touch)
      : finger_(master.traits),
        touch_(touch),
        difficulty_(std::clamp(touch.difficulty, 0.0, 1.0)),
        random_(impression_stream(Stream::impression_traits, master, touch)) {}

  ImpressionTraits draw() noexcept {
    const FieldSize field = field_of(touch_.kind, touch_.sensor);
    traits_.width_px = field.width_px;
    traits_.height_px = field.height_px;
    draw_contact();
    draw_placement();
    draw_surface();
    draw_marks();
    apply_condition();
    keep_on_skin();
    return traits_;
  }

 private:
  [[nodiscard]] bool rolled() const noexcept { return touch_.kind == PrintKind::rolled; }
  [[nodiscard]] double hardness(Ramp ramp) const noexcept { return at(ramp, difficulty_); }

  void draw_contact() noexcept {
    const double firmness = random_.normal(1.0, hardness(kFirmnessDeviation));
    const double width = random_.normal(1.0, kHalfWidthDeviation);
    const double height = random_.normal(1.0, kHalfHeightDeviation);
    const double scale = finger_.size * firmness;
    traits_.half_axes_px = {(rolled() ? kRolledHalfWidthPx : kPlainHalfWidthPx) * scale * width,
                            (rolled() ? kRolledHalfHeightPx : kPlainHalfHeightPx) * scale * height};
    traits_.lower_half_px = traits_.half_axes_px.y * random_.uniform(rolled() ? kRolledLowerShare : kPlainLowerShare);
  }

  void draw_placement() noexcept {
    const bool aslant = random_.chance(kAslantShare);
    const double turn = random_.normal(0.0, aslant ? kAslantDeviationRad : kStraightDeviationRad);
    turn_to(rolled() ? turn * kRolledTurnShare : turn * hardness(kTurnRamp));

    SkinDistortion& distortion = traits_.placement.distortion;
    const double drawn = random_.uniform(kDistortionStrength) * hardness(kDistortionRamp);
    const double strength = rolled() ? kRolledStrength * drawn : drawn;
    distortion.middle = {random_.normal(kStickX), random_.normal(kStickY)};
    stick_share_ = {random_.uniform(kStickShare), random_.uniform(kStickShare)};
    distortion.drag_px = {random_.normal(kDragX) * strength, random_.normal(kDragY) * strength};
    distortion.turn_rad = random_.normal(kDragTurnRad) * strength;
    distortion.plasticity = random_.uniform(kPlasticity);

    const double off_centre = random_.chance(hardness(kOffCentreShare)) ? kOffCentreFactor : 1.0;
    const double reach = rolled() ? kRolledShiftShare : off_centre * hardness(kShiftRamp);
    traits_.placement.skin_middle = {kMiddleX + reach * random_.normal(0.0, kSkinShiftX),
                                     kMiddleY + reach * random_.normal(0.0, kSkinShiftY)};
    const double aside = random_.chance(kAsideShare) ? kAsideShiftPx : kPictureShiftPx;
    traits_.placement.picture_middle = {0.5 * (traits_.width_px - 1) + random_.normal(0.0, aside),
                                        0.5 * (traits_.height_px - 1) + random_.normal(0.0, aside)};
  }

  void turn_to(double turn_rad) noexcept {
    traits_.placement.sine_turn = sine(turn_rad);
    traits_.placement.cosine_turn = cosine(turn_rad);
  }

  void draw_surface() noexcept {
    const double dryness = finger_.dryness + random_.normal(0.0, hardness(kDrynessDeviation));
    // In this order whatever the compiler: arguments of a call have none.
    const double speckle = random_.uniform(kSpeckle) * hardness(kSpeckleRamp);
    const double pressure = random_.normal(kPressure);
    set_dryness(std::clamp(dryness, -kMostDryness, kMostDryness), pressure, speckle);
    traits_.unevenness = random_.uniform(kUnevenness) * hardness(kUnevennessRamp);
    traits_.grit = random_.uniform(kGrit) * hardness(kSpeckleRamp);
    traits_.darkness = random_.uniform(kDarkness);
  }

  void set_dryness(double dryness, double pressure, double speckle) noexcept {
    traits_.pressure = kPressurePerDryness * dryness + pressure;
    traits_.speckle = speckle + kSpecklePerDryness * std::max(dryness, 0.0);
  }

  void draw_marks() noexcept {
    traits_.pore_depth = kDeepestPore * finger_.pore_depth * random_.uniform(kPoreOpening);
    traits_.crease_depth = kCreaseDepth;
    const bool patchy = random_.chance(hardness(kDryPatchChance));
    const double level = random_.uniform(kDryPatchLevel);
    traits_.dry_patch_level = patchy ? level : kNoDryPatch;
    const bool scratched = random_.chance(hardness(kScratchChance));
    const int scratches = 1 + random_.below(kMostScratches);
    traits_.scratch_count = scratched ? scratches : 0;
  }

  void make_clean() noexcept {
    traits_.half_axes_px = {kPlainHalfWidthPx * finger_.size, kPlainHalfHeightPx * finger_.size};
    if (rolled()) traits_.half_axes_px = {kRolledHalfWidthPx * finger_.size, kRolledHalfHeightPx * finger_.size};
    traits_.lower_half_px = traits_.half_axes_px.y;
    traits_.placement.skin_middle = {kMiddleX, kMiddleY};
    traits_.placement.distortion.drag_px = {};
    traits_.placement.distortion.turn_rad = 0;
    set_dryness(0.0, kCleanPressure, kCleanSpeckle);
    traits_.unevenness = kCleanUnevenness;
    traits_.grit = 0;
    traits_.pore_depth = 0;
    traits_.crease_depth = 0;
    traits_.dry_patch_level = kNoDryPatch;
    traits_.scratch_count = 0;
  }

  void apply_condition() noexcept {
    // A stated condition is to be seen alone.
    if (touch_.condition != PrintCondition::any) traits_.grit = std::min(traits_.grit, kConditionGrit);
    switch (touch_.condition) {
      case PrintCondition::any:
        return;
      case PrintCondition::clean:
        return make_clean();
      case PrintCondition::dry:
        return set_dryness(kDryCondition, kPressure.mean, kSpeckle.high);
      case PrintCondition::wet:
        return set_dryness(kWetCondition, kPressure.mean, kSpeckle.low);
      case PrintCondition::partial:
        return make_partial();
      case PrintCondition::distorted:
        return make_distorted();
      case PrintCondition::worn:
        traits_.dry_patch_level = kDryPatchLevel.low;
        traits_.scratch_count = kWornScratches;
        traits_.crease_depth = kCreaseDepth;
        return;
    }
  }

  // The part of the pad beyond a line that runs through it: a smaller contact area to one side.
  void make_partial() noexcept {
    const double way = random_.uniform(0.0, 2.0 * kPi);
    traits_.placement.skin_middle = {kMiddleX + kPartialShiftShare * traits_.half_axes_px.x * cosine(way),
                                     kMiddleY + kPartialShiftShare * traits_.half_axes_px.y * sine(way)};
    traits_.half_axes_px = {traits_.half_axes_px.x * kPartialSize, traits_.half_axes_px.y * kPartialSize};
    traits_.lower_half_px *= kPartialSize;
  }

  void make_distorted() noexcept {
    const double way = random_.uniform(0.0, 2.0 * kPi);
    SkinDistortion& distortion = traits_.placement.distortion;
    distortion.drag_px = {kStrongDragPx * cosine(way), kStrongDragPx * sine(way)};
    distortion.turn_rad = distortion.turn_rad < 0 ? -kStrongDragTurnRad : kStrongDragTurnRad;
  }

  // The contact area stays on the skin, so that no straight edge is seen.
  void keep_on_skin() noexcept {
    Point& half = traits_.half_axes_px;
    half.x = std::min(half.x, kSkinWidthPx / 2 - kSideMarginPx);
    half.y = std::min(half.y, kMiddleY - kTipMarginPx);
    traits_.lower_half_px = std::min(traits_.lower_half_px, kSkinHeightPx - kMiddleY - kJointMarginPx);
    const double side = kSideMarginPx + half.x;
    const double top = kTipMarginPx + half.y;
    const double bottom = kSkinHeightPx - kJointMarginPx - traits_.lower_half_px;
    Point& middle = traits_.placement.skin_middle;
    middle = {std::clamp(middle.x, side, kSkinWidthPx - side), std::clamp(middle.y, top, bottom)};
    traits_.placement.distortion.half_axes_px = {half.x * stick_share_.x, half.y * stick_share_.y};
  }

  const FingerTraits& finger_;
  const Touch& touch_;
  double difficulty_;
  Random random_;
  ImpressionTraits traits_;
  Point stick_share_;
};

}  // namespace

Random impression_stream(Stream stream, const MasterPrint& master, const Touch& touch) noexcept {
  return Random(stream, {master.name.seed, master.name.person, static_cast<std::uint64_t>(master.name.position),
                         touch.impression, static_cast<std::uint64_t>(touch.kind)});
}

ImpressionTraits draw_impression_traits(const MasterPrint& master, const Touch& touch) noexcept {
  return Drawing(master, touch).draw();
}

}  // namespace ridgeline::synthesis

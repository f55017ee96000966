#include "synthesis/impression_traits.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"

namespace ridgeline::synthesis {
namespace {

double draw_turn(Random& random, PrintKind kind) noexcept {
  if (kind == PrintKind::rolled) return random.normal(0.0, kRolledDeviationRad);
  const bool aslant = random.chance(kAslantShare);
  return random.normal(0.0, aslant ? kAslantDeviationRad : kStraightDeviationRad);
}

SkinDistortion draw_distortion(Random& random, PrintKind kind, Point half_axes_px) noexcept {
  SkinDistortion distortion;
  const double strength = (kind == PrintKind::rolled ? kRolledStrength : 1.0) * random.uniform(kDistortionStrength);
  distortion.middle = {random.normal(kStickX), random.normal(kStickY)};
  distortion.half_axes_px = {half_axes_px.x * random.uniform(kStickShare),
                             half_axes_px.y * random.uniform(kStickShare)};
  distortion.drag_px = {random.normal(kDragX) * strength, random.normal(kDragY) * strength};
  distortion.turn_rad = random.normal(kDragTurnRad) * strength;
  distortion.plasticity = random.uniform(kPlasticity);
  return distortion;
}

void draw_contact(ImpressionTraits& traits, Random& random, const FingerTraits& finger, PrintKind kind) noexcept {
  const bool rolled = kind == PrintKind::rolled;
  const double firmness = random.normal(kFirmness);
  traits.half_axes_px = {(rolled ? kRolledHalfWidthPx : kPlainHalfWidthPx) * finger.size * firmness *
                             random.normal(1.0, kHalfWidthDeviation),
                         (rolled ? kRolledHalfHeightPx : kPlainHalfHeightPx) * finger.size * firmness *
                             random.normal(1.0, kHalfHeightDeviation)};
  traits.lower_half_px = traits.half_axes_px.y * random.uniform(rolled ? kRolledLowerShare : kPlainLowerShare);
  // The skin ends; what lies beyond can't be shown.
  traits.half_axes_px.x = std::min(traits.half_axes_px.x, kSkinWidthPx / 2 - kSideMarginPx);
  traits.half_axes_px.y = std::min(traits.half_axes_px.y, kMiddleY - kTipMarginPx);
  traits.lower_half_px = std::min(traits.lower_half_px, kSkinHeightPx - kMiddleY - kJointMarginPx);
}

void draw_surface(ImpressionTraits& traits, Random& random, const FingerTraits& finger) noexcept {
  const double dryness =
      std::clamp(finger.dryness + random.normal(0.0, kDrynessDeviation), -kMostDryness, kMostDryness);
  traits.pressure = kPressurePerDryness * dryness + random.normal(kPressure);
  traits.unevenness = random.uniform(kUnevenness);
  traits.speckle = kSpecklePerDryness * std::max(dryness, 0.0) + random.uniform(kSpeckle);
  traits.pore_depth = kDeepestPore * finger.pore_depth * random.uniform(kPoreOpening);
  traits.dry_patch_level = random.chance(kDryPatchChance) ? random.uniform(kDryPatchLevel) : kNoDryPatch;
  traits.scratch_count = random.chance(kScratchChance) ? 1 + random.below(kMostScratches) : 0;
  traits.darkness = random.uniform(kDarkness);
}

}  // namespace

Random impression_stream(Stream stream, const MasterPrint& master, std::uint32_t impression, PrintKind kind) noexcept {
  return Random(stream, {master.name.seed, master.name.person, static_cast<std::uint64_t>(master.name.position),
                         impression, static_cast<std::uint64_t>(kind)});
}

ImpressionTraits draw_impression_traits(const MasterPrint& master, std::uint32_t impression, PrintKind kind) noexcept {
  Random random = impression_stream(Stream::impression_traits, master, impression, kind);
  const bool rolled = kind == PrintKind::rolled;
  ImpressionTraits traits;
  traits.width = rolled ? kRolledWidthPx : kPlainWidthPx;
  traits.height = rolled ? kRolledHeightPx : kPlainHeightPx;
  draw_contact(traits, random, master.traits, kind);

  const double turn = draw_turn(random, kind);
  Placement& placement = traits.placement;
  placement.sine_turn = sine(turn);
  placement.cosine_turn = cosine(turn);
  placement.distortion = draw_distortion(random, kind, traits.half_axes_px);
  const double touch = random.chance(kOffCentreShare) ? kOffCentreFactor : 1.0;
  const double roll = rolled ? kRolledShiftShare : touch;
  // The contact area stays on the skin, so that no straight edge is seen.
  const double side = kSideMarginPx + traits.half_axes_px.x;
  const double top = kTipMarginPx + traits.half_axes_px.y;
  const double bottom = kSkinHeightPx - kJointMarginPx - traits.lower_half_px;
  placement.skin_middle = {std::clamp(kMiddleX + roll * random.normal(0.0, kSkinShiftX), side, kSkinWidthPx - side),
                           std::clamp(kMiddleY + roll * random.normal(0.0, kSkinShiftY), top, bottom)};
  const double aside = random.chance(kAsideShare) ? kAsideShiftPx : kPictureShiftPx;
  placement.picture_middle = {0.5 * traits.width + random.normal(0.0, aside),
                              0.5 * traits.height + random.normal(0.0, aside)};
  draw_surface(traits, random, master.traits);
  return traits;
}

}  // namespace ridgeline::synthesis

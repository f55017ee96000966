#include "synthesis/impression_traits.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr double kDegree = kPi / 180.0;

// Most fingers lie straight, some aslant, few across.
double draw_turn(Random& random, PrintKind kind) noexcept {
  if (kind == PrintKind::rolled) return random.normal(0.0, 3.5 * kDegree);
  const bool aslant = random.chance(0.12);
  return random.normal(0.0, (aslant ? 15.0 : 6.0) * kDegree);
}

SkinDistortion draw_distortion(Random& random, PrintKind kind, Point half_axes_px) noexcept {
  SkinDistortion distortion;
  const double strength = (kind == PrintKind::rolled ? 1.3 : 1.0) * random.uniform(0.3, 1.3);
  distortion.middle = {random.normal(0.0, 12.0), random.normal(0.0, 14.0)};
  distortion.half_axes_px = {half_axes_px.x * random.uniform(0.35, 0.6), half_axes_px.y * random.uniform(0.35, 0.6)};
  distortion.drag_px = {random.normal(0.0, 5.0) * strength, random.normal(0.0, 6.0) * strength};
  distortion.turn_rad = random.normal(0.0, 2.2 * kDegree) * strength;
  distortion.plasticity = random.uniform(1.0, 1.8);
  return distortion;
}

void draw_contact(ImpressionTraits& traits, Random& random, const FingerTraits& finger, PrintKind kind) noexcept {
  const bool rolled = kind == PrintKind::rolled;
  const double firmness = random.normal(1.0, 0.06);
  traits.half_axes_px = {
      (rolled ? kRolledHalfWidthPx : kPlainHalfWidthPx) * finger.size * firmness * random.normal(1.0, 0.03),
      (rolled ? kRolledHalfHeightPx : kPlainHalfHeightPx) * finger.size * firmness * random.normal(1.0, 0.04)};
  traits.lower_half_px = traits.half_axes_px.y * random.uniform(0.85, rolled ? 1.05 : 1.2);
  // The skin ends; what lies beyond can't be shown.
  traits.half_axes_px.x = std::min(traits.half_axes_px.x, kSkinWidthPx / 2 - 14.0);
  traits.half_axes_px.y = std::min(traits.half_axes_px.y, kMiddleY - 20.0);
  traits.lower_half_px = std::min(traits.lower_half_px, kSkinHeightPx - kMiddleY - 30.0);
}

void draw_surface(ImpressionTraits& traits, Random& random, const FingerTraits& finger) noexcept {
  const double dryness = std::clamp(finger.dryness + random.normal(0.0, 0.3), -1.2, 1.2);
  traits.pressure = 0.10 - 0.42 * dryness + random.normal(0.0, 0.1);
  traits.unevenness = random.uniform(0.10, 0.28);
  traits.speckle = 0.20 + 0.28 * std::max(dryness, 0.0) + random.uniform(0.0, 0.1);
  traits.pore_depth = finger.pore_depth * random.uniform(0.5, 1.3) * 1.3;
  traits.dry_patch_level = random.chance(0.35) ? random.uniform(1.3, 2.2) : 9.0;
  traits.scratch_count = random.chance(0.25) ? 1 + random.below(2) : 0;
  traits.darkness = random.uniform(165.0, 225.0);
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
  const double roll = rolled ? 0.35 : 1.0;  // a rolled finger shows all its sides, a plain one what lies below
  placement.skin_middle = {kMiddleX + roll * random.normal(0.0, 13.0), kMiddleY + roll * random.normal(0.0, 16.0)};
  const double aside = random.chance(0.1) ? 30.0 : 12.0;
  placement.picture_middle = {0.5 * traits.width + random.normal(0.0, aside),
                              0.5 * traits.height + random.normal(0.0, aside)};
  draw_surface(traits, random, master.traits);
  return traits;
}

}  // namespace ridgeline::synthesis

#include "synthesis/middle_phalanx.hpp"

#include "base/math.hpp"
#include "synthesis/growth.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"
#include "synthesis/slap_parameters.hpp"
#include "synthesis/smooth_noise.hpp"

namespace ridgeline::synthesis {
namespace {

// Ridges run across the finger, slanted and bent a little, without cores or deltas.
MasterPrint grow_skin(const MasterPrint& master) {
  MasterPrint skin;
  skin.name = master.name;
  // A name that no finger has, so that the skin is grown from another noise than the finger's own.
  skin.name.position += kPhalanxPositions;
  Random random(Stream::middle_phalanx,
                {skin.name.seed, skin.name.person, static_cast<std::uint64_t>(skin.name.position)});
  const double slant = random.normal(kPhalanxSlantRad);
  const double bow = random.normal(kPhalanxBowRad);
  const int columns = kPhalanxSkin.width_px / kCellPx;
  const int rows = kPhalanxSkin.height_px / kCellPx;
  const Plane<float> bends = smooth_noise(random, columns, rows, kFlowNoiseSpacingPx / kCellPx);
  skin.orientation = Plane<float>(columns, rows);
  skin.period = Plane<float>(columns, rows, static_cast<float>(kPhalanxPeriodShare * master.traits.period_px));
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      const double aside = 2.0 * x / columns - 1.0;
      const double angle = slant + bow * aside + kPhalanxBendRad * static_cast<double>(bends.at(x, y));
      skin.orientation.at(x, y) = static_cast<float>(angle < 0 ? angle + kPi : angle);
    }
  }
  skin.ridges = grow_ridges(skin.name, kPhalanxGrowthPasses, skin.orientation, skin.period);
  return skin;
}

ImpressionTraits lay_below(const LaidFinger& finger, Random& random) noexcept {
  ImpressionTraits traits = finger.traits;
  Placement& placement = traits.placement;
  const double gap = random.uniform(kCreaseGapPx);
  traits.half_axes_px = {finger.traits.half_axes_px.x * random.uniform(kPhalanxWidthShare), kPhalanxUpperPx};
  traits.lower_half_px = random.uniform(kPhalanxLowerPx);
  placement.skin_middle = {0.5 * kPhalanxSkin.width_px, kPhalanxUpperPx + kPhalanxMarginPx};
  placement.picture_middle = finger.traits.placement.from_finger(
      {random.normal(0.0, kPhalanxAsidePx), finger.traits.lower_half_px + gap + kPhalanxUpperPx});
  placement.distortion = SkinDistortion{};
  traits.pressure += random.normal(kPhalanxPressure);
  traits.unevenness = random.uniform(kPhalanxUnevenness);
  traits.dry_patch_level = random.uniform(kPhalanxDryLevel);
  traits.speckle += kPhalanxSpeckle;
  traits.pore_depth = 0;
  traits.scratch_count = 0;
  return traits;
}

}  // namespace

std::optional<MiddlePhalanx> draw_middle_phalanx(const MasterPrint& master, const LaidFinger& finger,
                                                 const Touch& touch) {
  const FingerName& name = master.name;
  Random random(Stream::middle_phalanx,
                {name.seed, name.person, static_cast<std::uint64_t>(name.position), touch.impression});
  const bool is_thumb = name.position % 5 == 1;
  const bool shown = random.chance(kPhalanxChance);
  if (is_thumb || !shown || touch.condition == PrintCondition::clean || touch.condition == PrintCondition::partial) {
    return std::nullopt;
  }
  const ImpressionTraits traits = lay_below(finger, random);
  return MiddlePhalanx{grow_skin(master), traits};
}

}  // namespace ridgeline::synthesis

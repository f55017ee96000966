#include "synthesis/template_traits.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "synthesis/point_noise.hpp"
#include "synthesis/template_parameters.hpp"

namespace ridgeline::synthesis {
namespace {

double at(Ramp ramp, double difficulty) noexcept { return ramp.easy + (ramp.hard - ramp.easy) * difficulty; }

double deviate(Random& random) noexcept { return quick_normal(random.bits()); }

void draw_contact(TemplateTraits& traits, Random& random, double size, bool rolled, double difficulty) noexcept {
  const double firmness = 1.0 + at(kTouchDeviation, difficulty) * deviate(random);
  const double wide = 1.0 + kContactAxisDeviation * deviate(random);
  const double high = 1.0 + kContactAxisDeviation * deviate(random);
  const double half_width = rolled ? kRolledContactHalfWidthPx : at(kPlainContactHalfWidthPx, difficulty);
  const double half_height = rolled ? kRolledContactHalfHeightPx : at(kPlainContactHalfHeightPx, difficulty);
  traits.half_axes_px = {half_width * size * firmness * wide, half_height * size * firmness * high};
  traits.lower_half_px = traits.half_axes_px.y * random.uniform(kLowerContactShare);
}

void draw_distortion(TemplateTraits& traits, Random& random, double difficulty) noexcept {
  SkinDistortion& distortion = traits.position.distortion;
  const double drag = at(kDragDeviationPx, difficulty);
  distortion.half_axes_px.x = traits.half_axes_px.x * random.uniform(kStuckShare);
  distortion.half_axes_px.y = traits.half_axes_px.y * random.uniform(kStuckShare);
  distortion.drag_px.x = drag * deviate(random);
  distortion.drag_px.y = drag * deviate(random);
  distortion.turn_rad = at(kDragTurnDeviationRad, difficulty) * deviate(random);
  distortion.plasticity = random.uniform(kGiveWidth);
}

void draw_position(TemplateTraits& traits, Random& random, bool rolled, double difficulty) noexcept {
  SkinPosition& position = traits.position;
  const double turn = at(kTurnRad, difficulty) * random.normal();
  position.sine_turn = sine(turn);
  position.cosine_turn = cosine(turn);
  const double shift = rolled ? kRolledShift : 1.0;
  position.skin_middle.x = kMiddleX + shift * at(kShiftX, difficulty) * deviate(random);
  position.skin_middle.y = (rolled ? kMiddleY : kPlainMiddleY) + shift * at(kShiftY, difficulty) * deviate(random);
  position.picture_middle.x = 0.5 * traits.width + kPictureShift * deviate(random);
  position.picture_middle.y = 0.5 * traits.height + kPictureShift * deviate(random);
}

void draw_clarity(TemplateTraits& traits, Random& random, double difficulty) noexcept {
  const double loss = deviate(random);
  traits.loss_level = at(kLossLevel, difficulty) + at(kLossDeviation, difficulty) * loss;
  traits.mean_quality = at(kQuality, difficulty) + kQualityPerLoss * loss + kQualityDeviation * deviate(random);
  traits.false_share = at(kFalseShare, difficulty) * exponential(kFalseDeviation * deviate(random));
  traits.leaning = kMeanLeaning + at(kImpressionLeaning, difficulty) * deviate(random);
  traits.leaning_noise = at(kLeaningNoise, difficulty);
  traits.jitter_px = at(kJitterPx, difficulty);
  traits.jitter_rad = at(kJitterRad, difficulty);
  traits.flow_jitter_rad = at(kFlowJitterRad, difficulty);
  traits.slip_chance = at(kSlipChance, difficulty);
}

}  // namespace

TemplateTraits draw_template_traits(const FingerMinutiae& finger, Random& random, PrintKind kind,
                                    double difficulty) noexcept {
  const bool rolled = kind == PrintKind::rolled;
  TemplateTraits traits;
  traits.width = rolled ? kRolledTemplateWidthPx : kPlainTemplateWidthPx;
  traits.height = rolled ? kRolledTemplateHeightPx : kPlainTemplateHeightPx;
  draw_contact(traits, random, finger.traits.size, rolled, difficulty);
  draw_position(traits, random, rolled, difficulty);
  draw_distortion(traits, random, difficulty);
  draw_clarity(traits, random, difficulty);
  return traits;
}

}  // namespace ridgeline::synthesis

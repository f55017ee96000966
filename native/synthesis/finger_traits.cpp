#include "synthesis/finger_traits.hpp"

#include <algorithm>
#include <cmath>

#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"

namespace ridgeline::synthesis {
namespace {

struct PersonTraits {
  double pattern_intensity = 0;
  double period_px = 0;
  double size = 1;
  double dryness = 0;
  double pore_depth = 0;
  double crease_rate = 0;
};

PersonTraits draw_person(const FingerName& name) noexcept {
  Random random(Stream::person_traits, {name.seed, name.person});
  PersonTraits person;
  const bool male = random.chance(0.5);
  person.pattern_intensity = random.normal();
  person.period_px = random.normal(male ? kMalePeriodPx : kFemalePeriodPx);
  person.size = random.normal(male ? kMaleSize : kFemaleSize);
  person.dryness = random.normal(kPersonDryness);
  person.pore_depth = random.uniform(kPersonPoreDepth);
  person.crease_rate = random.uniform() * kMostCreases;
  person.crease_rate *= random.uniform();
  return person;
}

void add(FingerTraits& finger, Random& random, bool core, Point at) noexcept {
  Singularity& singularity = finger.singularities[finger.singularity_count++];
  singularity.at = at;
  singularity.core = core;
  for (double& harmonic : singularity.bend) harmonic = random.normal(0.0, kBendDeviation);
  if (!core) finger.lowest_delta_y = std::max(finger.lowest_delta_y, at.y);
}

// Draws stand in statements or braces, whose order the language fixes; that of a call's arguments is the compiler's.
Point draw_shift(Random& random, Spread x, Spread y) noexcept { return {random.normal(x), random.normal(y)}; }

void place_loop(FingerTraits& finger, Random& random, bool leaves_right) noexcept {
  const Point core = finger.core;
  add(finger, random, true, core);
  const Point shift = draw_shift(random, kLoopDeltaX, kLoopDeltaY);
  const double side = leaves_right ? -finger.size : finger.size;
  add(finger, random, false, {core.x + side * shift.x, core.y + finger.size * shift.y});
}

void place_whorl(FingerTraits& finger, Random& random, bool two_loops) noexcept {
  const Point core = finger.core;
  const double gap = two_loops ? random.uniform(kDoubleLoopGapPx) : random.uniform(kWhorlGapPx);
  const double lean = random.chance(0.5) ? 1.0 : -1.0;
  const double tilt = two_loops ? lean * random.uniform(kDoubleLoopTiltRad) : random.normal(kWhorlTiltRad);
  add(finger, random, true, core);
  add(finger, random, true, {core.x + gap * sine(tilt), core.y + gap * cosine(tilt)});
  const double middle_x = core.x + 0.5 * gap * sine(tilt);
  for (const double side : {-finger.size, finger.size}) {
    const Point shift = draw_shift(random, kWhorlDeltaX, kWhorlDeltaY);
    add(finger, random, false, {middle_x + side * shift.x, core.y + finger.size * shift.y});
  }
}

void place_tented_arch(FingerTraits& finger, Random& random) noexcept {
  finger.arch_rise_rad = random.uniform(kTentRiseRad);
  const Point core{finger.core.x, finger.core.y + kTentCoreY};
  add(finger, random, true, core);
  const Point shift{random.normal(kTentDeltaX), random.uniform(kTentDeltaY)};
  add(finger, random, false, {core.x + shift.x, core.y + shift.y});
}

void place_pattern(FingerTraits& finger, Random& random) noexcept {
  finger.core = {kMiddleX + random.normal(kCoreX), kMiddleY + random.normal(kCoreY)};
  switch (finger.pattern) {
    case PatternClass::arch:
      finger.arch_rise_rad = random.uniform(kArchRiseRad);
      finger.lowest_delta_y = finger.core.y + kArchEndY;
      break;
    case PatternClass::tented_arch:
      place_tented_arch(finger, random);
      break;
    case PatternClass::left_loop:
    case PatternClass::right_loop:
      place_loop(finger, random, finger.pattern == PatternClass::right_loop);
      break;
    case PatternClass::whorl:
    case PatternClass::double_loop:
      place_whorl(finger, random, finger.pattern == PatternClass::double_loop);
      break;
  }
}

}  // namespace

FingerTraits draw_finger_traits(const FingerName& name) noexcept {
  const PersonTraits person = draw_person(name);
  Random random(Stream::finger_traits, {name.seed, name.person, static_cast<std::uint64_t>(name.position)});
  FingerTraits finger;
  const double intensity = std::sqrt(kPersonShareOfPattern) * person.pattern_intensity +
                           std::sqrt(1.0 - kPersonShareOfPattern) * random.normal();
  finger.pattern = pattern_class(name.position, intensity);
  finger.period_px =
      std::clamp(person.period_px + random.normal(0.0, kFingerPeriodDeviation), kLeastPeriodPx, kMostPeriodPx);
  finger.size = person.size * kFingerSizes[static_cast<std::size_t>((name.position - 1) % 5)] *
                random.normal(1.0, kFingerSizeDeviation);
  finger.dryness = std::clamp(person.dryness + random.normal(0.0, kFingerDrynessDeviation), -1.0, 1.0);
  finger.pore_depth = std::clamp(person.pore_depth + random.normal(0.0, kFingerPoreDeviation), 0.0, 1.0);
  finger.stretch = random.normal(kStretch);
  finger.arching_rad = random.normal(kArchingRad);
  finger.crease_count = static_cast<int>(person.crease_rate * random.uniform(kFingerCreases));
  finger.growth_passes = kLeastGrowthPasses + random.below(kGrowthPassesSpread);
  place_pattern(finger, random);
  return finger;
}

}  // namespace ridgeline::synthesis

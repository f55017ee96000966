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
  person.period_px = random.normal(male ? kMalePeriodPx : kFemalePeriodPx, kPersonPeriodDeviation);
  person.size = random.normal(male ? 1.04 : 0.96, kSizeDeviation);
  person.dryness = random.normal(0.0, 0.35);
  person.pore_depth = random.uniform(0.1, 0.9);
  person.crease_rate = random.uniform() * random.uniform() * 7.0;
  return person;
}

// Sizes of thumb to little finger against the mean.
constexpr std::array<double, 5> kFingerSizes = {1.13, 1.0, 1.03, 1.0, 0.86};

void add(FingerTraits& finger, Random& random, bool core, double x, double y) noexcept {
  Singularity& singularity = finger.singularities[finger.singularity_count++];
  singularity.at = {x, y};
  singularity.core = core;
  for (double& harmonic : singularity.bend) harmonic = random.normal(0.0, kBendDeviation);
  if (!core) finger.lowest_delta_y = std::max(finger.lowest_delta_y, y);
}

// Distances of deltas from cores: some 8 to 20 ridges.
void place_loop(FingerTraits& finger, Random& random, bool leaves_right) noexcept {
  const double side = leaves_right ? -1.0 : 1.0;
  const Point core = finger.core;
  add(finger, random, true, core.x, core.y);
  add(finger, random, false, core.x + side * random.normal(92.0, 18.0) * finger.size,
      core.y + random.normal(112.0, 20.0) * finger.size);
}

void place_whorl(FingerTraits& finger, Random& random, bool two_loops) noexcept {
  const Point core = finger.core;
  const double gap = two_loops ? random.uniform(40.0, 85.0) : random.uniform(8.0, 34.0);
  const double tilt = two_loops ? random.uniform(0.35, 1.1) * (random.chance(0.5) ? 1 : -1) : random.normal(0.0, 0.25);
  add(finger, random, true, core.x, core.y);
  add(finger, random, true, core.x + gap * sine(tilt), core.y + gap * cosine(tilt));
  const double middle_x = core.x + 0.5 * gap * sine(tilt);
  for (const double side : {-1.0, 1.0}) {
    add(finger, random, false, middle_x + side * random.normal(100.0, 17.0) * finger.size,
        core.y + random.normal(104.0, 22.0) * finger.size);
  }
}

void place_pattern(FingerTraits& finger, Random& random) noexcept {
  finger.core = {kMiddleX + random.normal(0.0, 7.0), kMiddleY - 28.0 + random.normal(0.0, 11.0)};
  switch (finger.pattern) {
    case PatternClass::arch:
      finger.arch_rise_rad = random.uniform(0.25, 0.6);
      finger.lowest_delta_y = finger.core.y + 110.0;
      break;
    case PatternClass::tented_arch:
      finger.arch_rise_rad = random.uniform(0.25, 0.4);
      add(finger, random, true, finger.core.x, finger.core.y + 30.0);
      add(finger, random, false, finger.core.x + random.normal(0.0, 5.0),
          finger.core.y + 30.0 + random.uniform(45.0, 90.0));
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
  finger.size =
      person.size * kFingerSizes[static_cast<std::size_t>((name.position - 1) % 5)] * random.normal(1.0, 0.02);
  finger.dryness = std::clamp(person.dryness + random.normal(0.0, 0.1), -1.0, 1.0);
  finger.pore_depth = std::clamp(person.pore_depth + random.normal(0.0, 0.1), 0.0, 1.0);
  finger.arching_rad = random.normal(kArchingRad, kArchingDeviation);
  finger.crease_count = static_cast<int>(person.crease_rate * random.uniform(0.4, 1.6));
  place_pattern(finger, random);
  return finger;
}

}  // namespace ridgeline::synthesis

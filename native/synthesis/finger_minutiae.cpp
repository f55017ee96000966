#include "synthesis/finger_minutiae.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/point_noise.hpp"
#include "synthesis/random.hpp"
#include "synthesis/skin_flow.hpp"
#include "synthesis/spaced_points.hpp"
#include "synthesis/template_parameters.hpp"

namespace ridgeline {
namespace synthesis {
namespace {

// 1 at the point, a quarter at the reach.
double nearness(Point at, Point to, double reach_px) noexcept {
  const double dx = at.x - to.x;
  const double dy = at.y - to.y;
  const double fall = 1.0 + (dx * dx + dy * dy) * (1.0 / (reach_px * reach_px));
  return 1.0 / (fall * fall);
}

// How dense minutiae lie: 1 far from cores and deltas.
class DensityLaw {
 public:
  explicit DensityLaw(const FingerTraits& traits) noexcept
      : traits_(traits),
        class_patches_(kClassKey + kClassPatchKey + static_cast<std::uint64_t>(traits.pattern), kClassPatchPx) {}

  /// Whether a point is taken whose `chance` is even between 0 and kMostCrowding.
  [[nodiscard]] bool takes(Point point, double chance) const noexcept {
    double density = 1.0 + kCoreCrowding * nearness(point, {traits_.core.x, traits_.core.y + kCrowdedBelowCorePx},
                                                    kCoreCrowdReachPx);
    for (std::size_t i = 0; i < traits_.singularity_count; ++i) {
      const Singularity& singularity = traits_.singularities[i];
      if (!singularity.core) density += kDeltaCrowding * nearness(point, singularity.at, kDeltaCrowdReachPx);
    }
    // Most points are refused before the noise is asked.
    if (chance > kHighestPatch * density) return false;
    const Point alike{point.x - traits_.core.x, point.y - traits_.core.y};
    return chance < density * std::clamp(1.0 + kClassPatchShare * class_patches_.at(alike), 0.0, kHighestPatch);
  }

 private:
  const FingerTraits& traits_;
  PointNoise class_patches_;
};

// A ridge that begins pushes its neighbours apart: each minutia is a turn of the ridges' phase by 2 pi (Larkin and Fletcher
// 2007), which tilts the ridges around it by period / (2 pi r) times the sine of the angle off its direction.
void push_apart(std::vector<DrawnMinutia>& minutiae, double period_px) {
  constexpr double kReach_px2 = kPushReachPx * kPushReachPx;
  std::vector<double> tilts_rad(minutiae.size());
  for (std::size_t i = 1; i < minutiae.size(); ++i) {
    const DrawnMinutia one = minutiae[i];
    for (std::size_t j = 0; j < i; ++j) {
      const DrawnMinutia& other = minutiae[j];
      const double dx = one.at.x - other.at.x;
      const double dy = one.at.y - other.at.y;
      const double square = dx * dx + dy * dy;
      if (square > kReach_px2) continue;
      const double share = 1.0 / square - 1.0 / kReach_px2;
      tilts_rad[i] += share * (other.along.x * dy - other.along.y * dx);
      tilts_rad[j] -= share * (one.along.x * dy - one.along.y * dx);
    }
  }
  for (std::size_t i = 0; i < minutiae.size(); ++i) {
    const double tilt = std::clamp(kPush * period_px / (2.0 * kPi) * tilts_rad[i], -kMostPushRad, kMostPushRad);
    minutiae[i].along = turned(minutiae[i].along, tilt);
  }
}

// The part of the skin that an impression can show: an ellipse, cut by the ends of the skin.
struct Pad {
  double half_width_px = kRolledPadHalfWidthPx;
  double half_height_px = kRolledPadHalfHeightPx;

  explicit Pad(double size) noexcept
      : half_width_px(std::min(kRolledPadHalfWidthPx * size, kSkinWidthPx / 2 - kPadMarginPx)),
        half_height_px(std::min(kRolledPadHalfHeightPx * size, kMiddleY - kPadMarginPx)) {}
};

}  // namespace
}  // namespace synthesis

FingerMinutiae make_finger(std::uint64_t seed, std::uint64_t person, int position) {
  using namespace synthesis;
  FingerMinutiae finger;
  finger.name = {seed, person, std::clamp(position, 1, 10)};
  finger.traits = draw_finger_traits(finger.name);
  Random random(Stream::template_finger, {seed, person, static_cast<std::uint64_t>(finger.name.position)});
  finger.flow_key = random.bits();
  const DensityLaw law(finger.traits);
  const SkinFlow flow(finger.traits, finger.flow_key);
  const Pad pad(finger.traits.size);
  // Fewer ridges in the same area have fewer minutiae.
  const double period_share = kMeanPeriodPx / finger.traits.period_px;
  const double abundance = exponential(kAbundanceDeviation * quick_normal(random.bits()));
  const double per_px2 = kMinutiaePerCm2 / kPx2PerCm2 * period_share * period_share * abundance;
  const double area_px2 = 4.0 * pad.half_width_px * pad.half_height_px;
  const auto tries = static_cast<int>(area_px2 * per_px2 * kMostCrowding);
  const double leaning = kFingerLeaning * quick_normal(random.bits());

  SpacedPoints taken;
  finger.minutiae.reserve(static_cast<std::size_t>(tries));
  for (int i = 0; i < tries; ++i) {
    const double u = random.uniform(-1.0, 1.0);
    const double v = random.uniform(-1.0, 1.0);
    const double chance = kMostCrowding * random.uniform();
    if (u * u + v * v > 1.0) continue;
    const Point at{kMiddleX + u * pad.half_width_px, kMiddleY + v * pad.half_height_px};
    if (!law.takes(at, chance)) continue;
    const double spacing = finger.traits.period_px * random.uniform(kSpacingShare);
    if (!taken.take(at, spacing)) continue;
    DrawnMinutia minutia;
    minutia.at = at;
    const double choice = random.uniform();
    const double off = random.chance(kStrayShare) ? kStrayDeviationRad : kDirectionDeviationRad;
    const double off_rad = off * quick_normal(random.bits());
    minutia.along = flow.direction(at, choice, off_rad);
    minutia.strength = quick_normal(random.bits());
    minutia.leaning = leaning + kOwnLeaning * quick_normal(random.bits());
    finger.minutiae.push_back(minutia);
  }
  push_apart(finger.minutiae, finger.traits.period_px);
  return finger;
}

}  // namespace ridgeline

#include "synthesis/finger_minutiae.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

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

// The lowest 21 bits as a number in [0, 1).
double part_of(std::uint64_t bits) noexcept { return static_cast<double>(bits & 0x1FFFFF) * 0x1.0p-21; }

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
  explicit DensityLaw(const FingerTraits& traits) noexcept : traits_(traits) {}

  /// Whether a point is taken whose `chance` is even between 0 and kMostCrowding.
  [[nodiscard]] bool takes(Point point, double chance) const noexcept {
    // The law is nowhere below 1.
    if (chance < 1.0) return true;
    double density = 1.0 + kCoreCrowding * nearness(point, {traits_.core.x, traits_.core.y + kCrowdedBelowCorePx},
                                                    kCoreCrowdReachPx);
    for (std::size_t i = 0; i < traits_.singularity_count; ++i) {
      const Singularity& singularity = traits_.singularities[i];
      if (!singularity.core) density += kDeltaCrowding * nearness(point, singularity.at, kDeltaCrowdReachPx);
    }
    return chance < density;
  }

 private:
  const FingerTraits& traits_;
};

// Minutiae in order of the rows of skin they lie in, so that those within reach of one lie side by side.
class RowOrder {
 public:
  explicit RowOrder(const std::vector<DrawnMinutia>& minutiae) : order_(minutiae.size()) {
    for (const DrawnMinutia& minutia : minutiae) ++starts_[row_of(minutia) + 1];
    for (std::size_t row = 1; row < starts_.size(); ++row)
      starts_[row] = static_cast<std::uint16_t>(starts_[row] + starts_[row - 1]);
    auto next = starts_;
    for (std::size_t i = 0; i < minutiae.size(); ++i)
      order_[next[row_of(minutiae[i])]++] = static_cast<std::uint16_t>(i);
  }
  /// The number among all of the one at `place` in this order.
  [[nodiscard]] std::size_t operator[](std::size_t place) const noexcept { return order_[place]; }
  /// The place of the first that kPushReachPx upwards of a minutia can reach.
  [[nodiscard]] std::size_t first_near(const DrawnMinutia& minutia) const noexcept {
    const std::size_t row = row_of(minutia);
    return starts_[row > kRowsOfReach ? row - kRowsOfReach : 0];
  }

 private:
  static constexpr std::size_t kRowsOfReach = 3;
  static constexpr double kRowPx = kPushReachPx / kRowsOfReach;
  static constexpr std::size_t kRows = static_cast<std::size_t>(kSkinHeightPx / kRowPx) + 1;

  static std::size_t row_of(const DrawnMinutia& minutia) noexcept {
    return static_cast<std::size_t>(minutia.at.y * (1.0 / kRowPx));
  }

  std::array<std::uint16_t, kRows + 1> starts_{};  // the place of each row's first
  std::vector<std::uint16_t> order_;
};

// A ridge that begins pushes its neighbours apart: each minutia is a turn of the ridges' phase by 2 pi (Larkin and Fletcher
// 2007), which tilts the ridges around it by period / (2 pi r) times the sine of the angle off its direction.
void push_apart(std::vector<DrawnMinutia>& minutiae, double period_px) {
  constexpr auto kReach_px2 = static_cast<float>(kPushReachPx * kPushReachPx);
  const std::size_t count = minutiae.size();
  const RowOrder order(minutiae);
  // Columns, and a loop without a branch: several pairs at once.
  std::vector<float> columns(6 * count + 3);
  float* const xs = columns.data();
  float* const ys = xs + count;
  float* const along_x = ys + count;
  float* const along_y = along_x + count;
  float* const tilts_rad = along_y + count;
  float* const terms = tilts_rad + count;
  for (std::size_t i = 0; i < count; ++i) {
    const DrawnMinutia& minutia = minutiae[order[i]];
    xs[i] = static_cast<float>(minutia.at.x);
    ys[i] = static_cast<float>(minutia.at.y);
    along_x[i] = static_cast<float>(minutia.along.x);
    along_y[i] = static_cast<float>(minutia.along.y);
  }
  for (std::size_t i = 1; i < count; ++i) {
    const float x = xs[i];
    const float y = ys[i];
    const float ax = along_x[i];
    const float ay = along_y[i];
    const std::size_t first = order.first_near(minutiae[order[i]]);
    for (std::size_t j = first; j < i; ++j) {
      const float dx = x - xs[j];
      const float dy = y - ys[j];
      const float push = 1.0F / (dx * dx + dy * dy) - 1.0F / kReach_px2;
      const float share = push > 0 ? push : 0.0F;
      terms[j] = share * (along_x[j] * dy - along_y[j] * dx);
      tilts_rad[j] -= share * (ax * dy - ay * dx);
    }
    // Four sums at once; behind the last term are zeros.
    float sums[4] = {0, 0, 0, 0};
    std::fill_n(terms + i, 3, 0.0F);
    for (std::size_t j = first; j < i; j += 4) {
      for (std::size_t k = 0; k < 4; ++k) sums[k] += terms[j + k];
    }
    tilts_rad[i] += (sums[0] + sums[1]) + (sums[2] + sums[3]);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const double tilt = kPush * period_px / (2.0 * kPi) * static_cast<double>(tilts_rad[i]);
    DrawnMinutia& minutia = minutiae[order[i]];
    minutia.along = turned(minutia.along, std::clamp(tilt, -kMostPushRad, kMostPushRad));
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
  std::vector<MinutiaPlace> places;
  places.reserve(static_cast<std::size_t>(tries));
  finger.minutiae.reserve(static_cast<std::size_t>(tries));
  for (int i = 0; i < tries; ++i) {
    // Three even numbers of 21 bits from one draw.
    const std::uint64_t bits = random.bits();
    const double u = part_of(bits) * 2.0 - 1.0;
    const double v = part_of(bits >> 21) * 2.0 - 1.0;
    const double chance = kMostCrowding * part_of(bits >> 42);
    if (u * u + v * v > 1.0) continue;
    const Point at{kMiddleX + u * pad.half_width_px, kMiddleY + v * pad.half_height_px};
    if (!law.takes(at, chance)) continue;
    const std::uint64_t choices = random.bits();
    const double share = kSpacingShare.low + (kSpacingShare.high - kSpacingShare.low) * part_of(choices);
    if (!taken.take(at, finger.traits.period_px * share)) continue;
    DrawnMinutia minutia;
    minutia.at = at;
    const double choice = part_of(choices >> 21);
    const double off = part_of(choices >> 42) < kStrayShare ? kStrayDeviationRad : kDirectionDeviationRad;
    const double off_rad = off * quick_normal(random.bits());
    places.push_back({at, choice, off_rad});
    minutia.strength = quick_normal(random.bits());
    minutia.leaning = leaning + kOwnLeaning * quick_normal(random.bits());
    finger.minutiae.push_back(minutia);
  }
  const std::vector<Point> directions = flow.directions(places);
  for (std::size_t i = 0; i < directions.size(); ++i) finger.minutiae[i].along = directions[i];
  push_apart(finger.minutiae, finger.traits.period_px);
  return finger;
}

}  // namespace ridgeline

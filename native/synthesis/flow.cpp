#include "synthesis/flow.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"
#include "synthesis/ridge_spreading.hpp"
#include "synthesis/smooth_noise.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr int kCellsAcross = kSkinWidthPx / kCellPx;
constexpr int kCellsDown = kSkinHeightPx / kCellPx;

std::uint64_t number_of(int position) noexcept { return static_cast<std::uint64_t>(position); }

// Half the angle around a core, minus half the angle around a delta (Sherlock and Monro 1993), each bent by harmonics that
// keep the winding (a smooth form of the correction of Vizcaya and Gerhardt 1996). Mathematical axes, y up.
struct Winding {
  double dx;
  double dy;
  double bend_rad;
};

Winding winding_of(const Singularity& singularity, double stretch, double x, double y) noexcept {
  const double dx = (x - singularity.at.x) * stretch;
  const double dy = singularity.at.y - y;
  const double square = dx * dx + dy * dy;
  // Sines and cosines of the angle and its double without calling either, and one division for all. The bend fades close to the
  // point, where it would turn the ridges faster than they can follow.
  const double reach = square + kBendReachPx * kBendReachPx;
  const double distance = std::sqrt(square);
  const double inverse = square > 0 ? 1.0 / (distance * reach) : 0.0;
  const double s = dy * reach * inverse;
  const double c = dx * reach * inverse;
  const auto& bend = singularity.bend;
  const double bent = bend[0] * s + bend[1] * c + bend[2] * 2 * s * c + bend[3] * (c * c - s * s);
  return {dx, dy, bent * square * distance * inverse};
}

double turn_around(const Singularity& singularity, double stretch, double x, double y) noexcept {
  const Winding winding = winding_of(singularity, stretch, x, y);
  const double turn = 0.5 * (arc_tangent(winding.dy, winding.dx) + winding.bend_rad);
  return singularity.core ? turn : -turn;
}

// The angle of a line at `turn` after the plane was stretched along y, without a jump in any turn.
double stretched(double turn, double stretch) noexcept {
  const double s = sine(turn);
  const double c = cosine(turn);
  return turn + arc_tangent((stretch - 1.0) * s * c, c * c + stretch * s * s);
}

double pattern_turn(const FingerTraits& finger, double x, double y) noexcept {
  double turn = 0;
  for (std::size_t i = 0; i < finger.singularity_count; ++i)
    turn += turn_around(finger.singularities[i], finger.stretch, x, y);
  return turn;
}

// Ridges fall off to both sides of the middle line as the fingertip does, and lie level at the joint. Arches rise more,
// near the middle only.
double arching_share(const FingerTraits& finger, double y) noexcept {
  return sigmoid((finger.lowest_delta_y - kArchingFootPx - y) / kArchingDecayPx);
}

double arching(const FingerTraits& finger, double above, double x, double y) noexcept {
  const double u = (x - finger.core.x) / kArchingWidthPx;
  const double side = u / std::sqrt(1.0 + u * u);
  if (finger.arch_rise_rad == 0) return -(finger.arching_rad * above * side);
  const double v = (y - finger.core.y - kRiseMiddlePx) / kRiseHeightPx;
  const double rise = finger.arch_rise_rad * u / (1.0 + 1.7 * u * u * u * u) / (1.0 + v * v);
  return -(finger.arching_rad * above * side + rise);
}

}  // namespace

// Between the two cores of a whorl ridges run from one to the other. Where bends and deltas have turned them off that line the
// whole whorl is a spiral of many arms, so most of the turn is taken back, the more the nearer.
RidgeFlow::RidgeFlow(const FingerTraits& finger) noexcept : finger_(finger) {
  for (int i = 0; i < kShareRows; ++i) shares_[static_cast<std::size_t>(i)] = arching_share(finger, i * kShareStepPx);
  if (finger.singularity_count < 4) return;
  const Point first = finger.singularities[0].at;
  const Point second = finger.singularities[1].at;
  middle_ = {0.5 * (first.x + second.x), 0.5 * (first.y + second.y)};
  const double off = pattern_turn(finger, middle_.x, middle_.y) +
                     arching(finger, arching_share(finger, middle_.y), middle_.x, middle_.y) -
                     arc_tangent(first.y - second.y, (second.x - first.x) * finger.stretch);
  spiral_rad_ = kSpiralTakenBack * (off - kPi * round_to_int(off / kPi));
}

double RidgeFlow::straightening_rad(double x, double y) const noexcept {
  if (spiral_rad_ == 0) return 0;
  const double dx = (x - middle_.x) / kSpiralReachPx;
  const double dy = (y - middle_.y) / kSpiralReachPx;
  return -spiral_rad_ / (1.0 + dx * dx + dy * dy);
}

double RidgeFlow::angle_rad(double x, double y) const noexcept {
  const double turn =
      pattern_turn(finger_, x, y) + arching(finger_, arching_share(finger_, y), x, y) + straightening_rad(x, y);
  return stretched(turn, finger_.stretch);
}

namespace {

// Cosine and sine of an angle below 6 rad, error below 1e-5: the series for a quarter of it, doubled twice.
Point unit_vector(double radians) noexcept {
  const double x = 0.25 * radians;
  const double square = x * x;
  double s =
      x * (1.0 - square * (1.0 / 6.0) *
                     (1.0 - square * (1.0 / 20.0) * (1.0 - square * (1.0 / 42.0) * (1.0 - square * (1.0 / 72.0)))));
  double c = 1.0 - square * (1.0 / 2.0) *
                       (1.0 - square * (1.0 / 12.0) * (1.0 - square * (1.0 / 30.0) * (1.0 - square * (1.0 / 56.0))));
  for (int doubling = 0; doubling < 2; ++doubling) {
    const double doubled_cosine = c * c - s * s;
    s = 2.0 * s * c;
    c = doubled_cosine;
  }
  return {c, s};
}

}  // namespace

// Angles add up where complex numbers are multiplied, so the windings need no angle; stretching a line needs none either.
Point RidgeFlow::doubled(double x, double y) const noexcept {
  // Between the rows for which it was worked out, the share of the arching is nearly straight.
  const double row = std::clamp(y / kShareStepPx, 0.0, static_cast<double>(kShareRows - 2));
  const auto upper = static_cast<std::size_t>(row);
  const double above = shares_[upper] + (row - static_cast<double>(upper)) * (shares_[upper + 1] - shares_[upper]);
  double bend = 2.0 * (arching(finger_, above, x, y) + straightening_rad(x, y));
  double re = 1;
  double im = 0;
  for (std::size_t i = 0; i < finger_.singularity_count; ++i) {
    const Winding winding = winding_of(finger_.singularities[i], finger_.stretch, x, y);
    const double sign = finger_.singularities[i].core ? 1.0 : -1.0;
    bend += sign * winding.bend_rad;
    const double dy = sign * winding.dy;
    const double product = re * winding.dx - im * dy;
    im = re * dy + im * winding.dx;
    re = product;
  }
  // All three times the product's length, which the last division takes out again.
  const double scale = std::sqrt(re * re + im * im);
  const auto [c, s] = unit_vector(bend);
  const double cosine_2 = re * c - im * s;
  const double sine_2 = re * s + im * c;
  const double stretch = finger_.stretch;
  const double stretched_cosine_2 = (scale + cosine_2) - stretch * stretch * (scale - cosine_2);
  const double stretched_sine_2 = 2.0 * stretch * sine_2;
  const double length = std::sqrt(stretched_cosine_2 * stretched_cosine_2 + stretched_sine_2 * stretched_sine_2);
  const double shrink = length > 0 ? 1.0 / length : 0.0;
  return {stretched_cosine_2 * shrink, stretched_sine_2 * shrink};
}

Plane<float> orientation_field(const FingerName& name, const FingerTraits& finger) {
  Random random(Stream::flow, {name.seed, name.person, number_of(name.position)});
  const Plane<float> noise = smooth_noise(random, kCellsAcross, kCellsDown, kFlowNoiseSpacingPx / kCellPx);
  const RidgeFlow flow(finger);
  // As many deltas as cores leave the far field level.
  Plane<float> field(kCellsAcross, kCellsDown);
  for (int cy = 0; cy < kCellsDown; ++cy) {
    for (int cx = 0; cx < kCellsAcross; ++cx) {
      const double x = (cx + 0.5) * kCellPx;
      const double y = (cy + 0.5) * kCellPx;
      const double angle = flow.angle_rad(x, y) + kFlowNoiseRad * static_cast<double>(noise.at(cx, cy));
      field.at(cx, cy) = static_cast<float>(-angle);
    }
  }
  return field;
}

Plane<float> period_map(const FingerName& name, const FingerTraits& finger, const Plane<float>& orientation) {
  Random random(Stream::period, {name.seed, name.person, number_of(name.position)});
  const Plane<float> noise = smooth_noise(random, kCellsAcross, kCellsDown, kPeriodNoiseSpacingPx / kCellPx);
  const Plane<float> spreading = ridge_spreading(orientation);
  Plane<float> periods(kCellsAcross, kCellsDown);
  for (int cy = 0; cy < kCellsDown; ++cy) {
    const double y = (cy + 0.5) * kCellPx;
    const double below = smooth_step(0.0, kPeriodRampPx, y - finger.lowest_delta_y);
    const double above = smooth_step(kWiderAbovePx, kWiderAbovePx + kPeriodRampPx, finger.core.y - y);
    for (int cx = 0; cx < kCellsAcross; ++cx) {
      const double share = 1.0 + kWiderBelowShare * below + kWiderAboveShare * above +
                           kPeriodNoiseShare * static_cast<double>(noise.at(cx, cy));
      periods.at(cx, cy) =
          static_cast<float>(finger.period_px * share * exponential(static_cast<double>(spreading.at(cx, cy))));
    }
  }
  return periods;
}

}  // namespace ridgeline::synthesis

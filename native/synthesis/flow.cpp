#include "synthesis/flow.hpp"

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
double turn_around(const Singularity& singularity, double stretch, double x, double y) noexcept {
  const double dx = (x - singularity.at.x) * stretch;
  const double dy = singularity.at.y - y;
  const double square = dx * dx + dy * dy;
  const double angle = arc_tangent(dy, dx);
  // Sines and cosines of the angle and its double without calling either. The bend fades close to the point, where it would
  // turn the ridges faster than they can follow.
  const double inverse = square > 0 ? 1.0 / std::sqrt(square) : 0.0;
  const double s = dy * inverse;
  const double c = dx * inverse;
  const auto& bend = singularity.bend;
  const double bent = bend[0] * s + bend[1] * c + bend[2] * 2 * s * c + bend[3] * (c * c - s * s);
  const double turn = 0.5 * (angle + bent * square / (square + kBendReachPx * kBendReachPx));
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
double arching(const FingerTraits& finger, double x, double y) noexcept {
  const double u = (x - finger.core.x) / kArchingWidthPx;
  const double above = sigmoid((finger.lowest_delta_y - kArchingFootPx - y) / kArchingDecayPx);
  const double side = u / std::sqrt(1.0 + u * u);
  const double v = (y - finger.core.y - kRiseMiddlePx) / kRiseHeightPx;
  const double rise = finger.arch_rise_rad * u / (1.0 + 1.7 * u * u * u * u) / (1.0 + v * v);
  return -(finger.arching_rad * above * side + rise);
}

// Between the two cores of a whorl ridges run from one to the other. Where bends and deltas have turned them off that line the
// whole whorl is a spiral of many arms, so most of the turn is taken back, the more the nearer.
class WhorlStraightener {
 public:
  explicit WhorlStraightener(const FingerTraits& finger) noexcept {
    if (finger.singularity_count < 4) return;
    const Point first = finger.singularities[0].at;
    const Point second = finger.singularities[1].at;
    middle_ = {0.5 * (first.x + second.x), 0.5 * (first.y + second.y)};
    const double off = pattern_turn(finger, middle_.x, middle_.y) + arching(finger, middle_.x, middle_.y) -
                       arc_tangent(first.y - second.y, (second.x - first.x) * finger.stretch);
    turn_rad_ = kSpiralTakenBack * (off - kPi * round_to_int(off / kPi));
  }

  [[nodiscard]] double turn_rad(double x, double y) const noexcept {
    const double dx = (x - middle_.x) / kSpiralReachPx;
    const double dy = (y - middle_.y) / kSpiralReachPx;
    return -turn_rad_ / (1.0 + dx * dx + dy * dy);
  }

 private:
  Point middle_;
  double turn_rad_ = 0;
};

}  // namespace

Plane<float> orientation_field(const FingerName& name, const FingerTraits& finger) {
  Random random(Stream::flow, {name.seed, name.person, number_of(name.position)});
  const Plane<float> noise = smooth_noise(random, kCellsAcross, kCellsDown, kFlowNoiseSpacingPx / kCellPx);
  const WhorlStraightener straightener(finger);
  // As many deltas as cores leave the far field level.
  Plane<float> field(kCellsAcross, kCellsDown);
  for (int cy = 0; cy < kCellsDown; ++cy) {
    for (int cx = 0; cx < kCellsAcross; ++cx) {
      const double x = (cx + 0.5) * kCellPx;
      const double y = (cy + 0.5) * kCellPx;
      const double turn = pattern_turn(finger, x, y) + arching(finger, x, y) + straightener.turn_rad(x, y);
      const double angle = stretched(turn, finger.stretch) + kFlowNoiseRad * static_cast<double>(noise.at(cx, cy));
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

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
  // The odds of a sigmoid fall by the same factor from row to row.
  double odds = exponential((finger.lowest_delta_y - kArchingFootPx) / kArchingDecayPx);
  const double factor = exponential(-static_cast<double>(kShareStepPx) / kArchingDecayPx);
  for (float& share : shares_) {
    share = static_cast<float>(odds / (1.0 + odds));
    odds *= factor;
  }
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

using Column = std::array<float, PointBlock::kSize>;

// Added to lengths before a division, far below any length that is not 0: no branch keeps the loops from several points at once.
constexpr float kNearlyZero = 1e-30F;

// The product of the vectors from the cores, and to the deltas, mirrored; and what is added to its angle.
struct Product {
  Column re;
  Column im;
  Column bend_rad{};

  Product() noexcept {
    re.fill(1.0F);
    im.fill(0.0F);
  }
};

// winding_of() for all points of a block.
void wind(Product& product, const PointBlock& at, const Singularity& singularity, float stretch) noexcept {
  constexpr auto kReach_px2 = static_cast<float>(kBendReachPx * kBendReachPx);
  const auto x0 = static_cast<float>(singularity.at.x);
  const auto y0 = static_cast<float>(singularity.at.y);
  const float sign = singularity.core ? 1.0F : -1.0F;
  std::array<float, 4> bend{};
  for (std::size_t i = 0; i < bend.size(); ++i) bend[i] = sign * static_cast<float>(singularity.bend[i]);
  for (std::size_t i = 0; i < PointBlock::kSize; ++i) {
    const float dx = (at.xs[i] - x0) * stretch;
    const float dy = y0 - at.ys[i];
    const float square = dx * dx + dy * dy;
    const float reach = square + kReach_px2;
    const float distance = std::sqrt(square);
    const float inverse = 1.0F / (distance * reach + kNearlyZero);
    const float s = dy * reach * inverse;
    const float c = dx * reach * inverse;
    const float bent = bend[0] * s + bend[1] * c + bend[2] * 2.0F * s * c + bend[3] * (c * c - s * s);
    product.bend_rad[i] += bent * square * distance * inverse;
    const float mirrored = sign * dy;
    const float re = product.re[i] * dx - product.im[i] * mirrored;
    product.im[i] = product.re[i] * mirrored + product.im[i] * dx;
    product.re[i] = re;
  }
}

// arching() and straightening_rad() together, for all points of a block.
struct Slopes {
  float core_x;
  float core_y;
  float arching_rad;
  float rise_rad;
  float spiral_x;
  float spiral_y;
  float spiral_rad;

  [[nodiscard]] Column at(const PointBlock& points, const Column& above) const noexcept {
    constexpr auto kPerArching = static_cast<float>(1.0 / kArchingWidthPx);
    constexpr auto kPerRise = static_cast<float>(1.0 / kRiseHeightPx);
    constexpr auto kPerSpiral = static_cast<float>(1.0 / kSpiralReachPx);
    Column slopes;
    for (std::size_t i = 0; i < PointBlock::kSize; ++i) {
      const float u = (points.xs[i] - core_x) * kPerArching;
      const float square = u * u;
      const float v = (points.ys[i] - core_y - static_cast<float>(kRiseMiddlePx)) * kPerRise;
      const float side = u / std::sqrt(1.0F + square);
      const float rise = rise_rad * u / ((1.0F + 1.7F * square * square) * (1.0F + v * v));
      const float dx = (points.xs[i] - spiral_x) * kPerSpiral;
      const float dy = (points.ys[i] - spiral_y) * kPerSpiral;
      slopes[i] = -(arching_rad * above[i] * side + rise + spiral_rad / (1.0F + dx * dx + dy * dy));
    }
    return slopes;
  }
};

// Turns the product by twice the slopes and what bends it, stretches the lines, and makes the vectors one long.
PointBlock finished(const Product& product, const Column& slopes, float stretch) noexcept {
  PointBlock out;
  for (std::size_t i = 0; i < PointBlock::kSize; ++i) {
    // Cosine and sine of an angle below 6 rad, error below 1e-5: the series for a quarter of it, doubled twice.
    const float x = 0.25F * (product.bend_rad[i] + 2.0F * slopes[i]);
    const float square = x * x;
    const float quarter_s =
        x * (1.0F - square * (1.0F / 6.0F) *
                        (1.0F - square * (1.0F / 20.0F) *
                                    (1.0F - square * (1.0F / 42.0F) * (1.0F - square * (1.0F / 72.0F)))));
    const float quarter_c = 1.0F - square * (1.0F / 2.0F) *
                                       (1.0F - square * (1.0F / 12.0F) *
                                                   (1.0F - square * (1.0F / 30.0F) * (1.0F - square * (1.0F / 56.0F))));
    const float half_s = 2.0F * quarter_s * quarter_c;
    const float half_c = quarter_c * quarter_c - quarter_s * quarter_s;
    const float s = 2.0F * half_s * half_c;
    const float c = half_c * half_c - half_s * half_s;
    // All three times the product's length, which the last division takes out again.
    const float re = product.re[i];
    const float im = product.im[i];
    const float scale = std::sqrt(re * re + im * im);
    const float cosine_2 = re * c - im * s;
    const float sine_2 = re * s + im * c;
    const float stretched_cosine_2 = (scale + cosine_2) - stretch * stretch * (scale - cosine_2);
    const float stretched_sine_2 = 2.0F * stretch * sine_2;
    const float length = std::sqrt(stretched_cosine_2 * stretched_cosine_2 + stretched_sine_2 * stretched_sine_2);
    const float shrink = 1.0F / (length + kNearlyZero);
    out.xs[i] = stretched_cosine_2 * shrink;
    out.ys[i] = stretched_sine_2 * shrink;
  }
  return out;
}

}  // namespace

// Angles add up where complex numbers are multiplied, so the windings need no angle; stretching a line needs none either.
PointBlock RidgeFlow::doubled(const PointBlock& at) const noexcept {
  const auto stretch = static_cast<float>(finger_.stretch);
  Product product;
  for (std::size_t i = 0; i < finger_.singularity_count; ++i) wind(product, at, finger_.singularities[i], stretch);
  // Between the rows for which it was worked out, the share of the arching is nearly straight.
  Column above;
  for (std::size_t i = 0; i < PointBlock::kSize; ++i) {
    const float row = std::clamp(at.ys[i] * (1.0F / kShareStepPx), 0.0F, static_cast<float>(kShareRows - 2));
    const auto upper = static_cast<std::size_t>(static_cast<int>(row));
    above[i] = shares_[upper] + (row - static_cast<float>(upper)) * (shares_[upper + 1] - shares_[upper]);
  }
  const Slopes slopes{static_cast<float>(finger_.core.x),      static_cast<float>(finger_.core.y),
                      static_cast<float>(finger_.arching_rad), static_cast<float>(finger_.arch_rise_rad),
                      static_cast<float>(middle_.x),           static_cast<float>(middle_.y),
                      static_cast<float>(spiral_rad_)};
  return finished(product, slopes.at(at, above), stretch);
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

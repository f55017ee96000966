#include "synthesis/skin_flow.hpp"

#include <algorithm>
#include <cmath>

#include "synthesis/parameters.hpp"
#include "synthesis/template_parameters.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr double kLeastCosine = 1e-6;

}  // namespace

SkinFlow::SkinFlow(const FingerTraits& traits, std::uint64_t key) noexcept
    : flow_(traits), bend_(key + 1, kFlowNoiseSpacingPx), core_(traits.core) {}

Point SkinFlow::direction(Point at, double choice, double off_rad) const noexcept {
  const Point doubled = flow_.doubled(at.x, at.y);
  // Half the angle: the vector in the middle between it and the x axis, which is as good as any where it has no length.
  const double c = std::sqrt(std::max(0.5 * (1.0 + doubled.x), 0.0));
  const double s = c > kLeastCosine ? -0.5 * doubled.y / c : 1.0;
  const Point along = turned({c, s}, off_rad - kPointFlowNoiseRad * bend_.at(at));

  // Minutiae of upright ridges point down, and those of slanting ridges below the core point up: odd harmonics of the angle, y
  // up, the third the stronger the nearer to the joint.
  const double up = -along.y;
  const double third = std::clamp(kThirdHarmonicAtCore + kThirdHarmonicPerPx * (at.y - core_.y), kLeastThirdHarmonic,
                                  kMostThirdHarmonic);
  const double common = (third - kUprightDown) * up + third * up * (3.0 - 4.0 * up * up);
  const double lean = common + spreading_lean(at, doubled, along);
  return choice < 0.5 + 0.5 * lean ? along : Point{-along.x, -along.y};
}

// Where ridges spread along a direction, more of them begin than end that way. How much they spread is told by the flow beside
// the point: one side is enough, and costs half of what both would.
double SkinFlow::spreading_lean(Point at, Point doubled, Point along) const noexcept {
  const Point aside = flow_.doubled(at.x - kSpreadSidePx * along.y, at.y + kSpreadSidePx * along.x);
  // Sine of twice the turn from the point to its side, image axes; beyond 45 degrees what is missing to the whole turn.
  const double turn = doubled.y * aside.x - doubled.x * aside.y;
  const double straight = doubled.x * aside.x + doubled.y * aside.y;
  const double spread = 2.0 * (straight >= 0 ? turn : (turn < 0 ? -2.0 - turn : 2.0 - turn));
  return spread * std::abs(spread) / (kFreeSpread * kFreeSpread + spread * spread);
}

}  // namespace ridgeline::synthesis

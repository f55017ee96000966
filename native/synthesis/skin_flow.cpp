#include "synthesis/skin_flow.hpp"

#include <algorithm>
#include <cmath>

#include "synthesis/parameters.hpp"
#include "synthesis/template_parameters.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr double kLeastCosine = 1e-6;

// Half the angle: the vector in the middle between it and the x axis, which is as good as any where it has no length.
Point halved(Point doubled) noexcept {
  const double c = std::sqrt(std::max(0.5 * (1.0 + doubled.x), 0.0));
  return {c, c > kLeastCosine ? -0.5 * doubled.y / c : 1.0};
}

// Where ridges spread along a direction, more of them begin than end that way. How much they spread is told by the flow beside
// the point: one side is enough, and costs half of what both would.
double spreading_lean(Point doubled, Point aside) noexcept {
  // Sine of twice the turn from the point to its side, image axes; beyond 45 degrees what is missing to the whole turn.
  const double turn = doubled.y * aside.x - doubled.x * aside.y;
  const double straight = doubled.x * aside.x + doubled.y * aside.y;
  const double spread = 2.0 * (straight >= 0 ? turn : (turn < 0 ? -2.0 - turn : 2.0 - turn));
  return spread * std::abs(spread) / (kFreeSpread * kFreeSpread + spread * spread);
}

void put(PointBlock& block, std::size_t i, Point point) noexcept {
  block.xs[i] = static_cast<float>(point.x);
  block.ys[i] = static_cast<float>(point.y);
}

Point taken(const PointBlock& block, std::size_t i) noexcept {
  return {static_cast<double>(block.xs[i]), static_cast<double>(block.ys[i])};
}

}  // namespace

SkinFlow::SkinFlow(const FingerTraits& traits, std::uint64_t key) noexcept
    : flow_(traits), bend_(key + 1, kFlowNoiseSpacingPx), core_(traits.core) {}

std::vector<Point> SkinFlow::directions(std::span<const MinutiaPlace> places) const {
  std::vector<Point> out(places.size());
  for (std::size_t first = 0; first < places.size(); first += PointBlock::kSize) {
    const std::size_t count = std::min(PointBlock::kSize, places.size() - first);
    direct(places.subspan(first, count), out.data() + first);
  }
  return out;
}

std::vector<Point> SkinFlow::doubled(std::span<const Point> points) const {
  std::vector<Point> out(points.size());
  PointBlock at;
  for (std::size_t first = 0; first < points.size(); first += PointBlock::kSize) {
    const std::size_t count = std::min(PointBlock::kSize, points.size() - first);
    for (std::size_t i = 0; i < count; ++i) put(at, i, points[first + i]);
    const PointBlock doubled = flow_.doubled(at);
    for (std::size_t i = 0; i < count; ++i) {
      const Point up = taken(doubled, i);
      out[first + i] = {up.x, -up.y};
    }
  }
  return out;
}

// For at most PointBlock::kSize places.
void SkinFlow::direct(std::span<const MinutiaPlace> places, Point* directions) const noexcept {
  PointBlock at;
  for (std::size_t i = 0; i < places.size(); ++i) put(at, i, places[i].at);
  const PointBlock doubled = flow_.doubled(at);
  PointBlock beside;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const MinutiaPlace& place = places[i];
    const Point along = turned(halved(taken(doubled, i)), place.off_rad - kPointFlowNoiseRad * bend_.at(place.at));
    directions[i] = along;
    put(beside, i, {place.at.x - kSpreadSidePx * along.y, place.at.y + kSpreadSidePx * along.x});
  }
  const PointBlock aside = flow_.doubled(beside);
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Point along = directions[i];
    const double lean = common_lean(places[i].at, along) + spreading_lean(taken(doubled, i), taken(aside, i));
    if (places[i].choice >= 0.5 + 0.5 * lean) directions[i] = {-along.x, -along.y};
  }
}

// Minutiae of upright ridges point down, and those of slanting ridges below the core point up: odd harmonics of the angle, y
// up, the third the stronger the nearer to the joint.
double SkinFlow::common_lean(Point at, Point along) const noexcept {
  const double up = -along.y;
  const double third = std::clamp(kThirdHarmonicAtCore + kThirdHarmonicPerPx * (at.y - core_.y), kLeastThirdHarmonic,
                                  kMostThirdHarmonic);
  return (third - kUprightDown) * up + third * up * (3.0 - 4.0 * up * up);
}

}  // namespace ridgeline::synthesis

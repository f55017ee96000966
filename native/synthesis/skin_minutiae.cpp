#include "synthesis/skin_minutiae.hpp"

#include <cmath>
#include <cstddef>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/skeleton.hpp"

namespace ridgeline::synthesis {
namespace {

// From a pixel to the end of a trace, at unit length.
Point direction_of(const Skeleton& skeleton, int at, int branch) {
  const int w = skeleton.on.width;
  const int to = skeleton.trace(at, branch, kAngleTracePx).back();
  const double dx = to % w - at % w;
  const double dy = to / w - at / w;
  const double length = std::sqrt(dx * dx + dy * dy);
  return length > 0 ? Point{dx / length, dy / length} : Point{};
}

double likeness(Point a, Point b) noexcept { return a.x * b.x + a.y * b.y; }

// The valley between the two branches that are most alike runs towards them, away from the third.
Point valley_of(const Point (&arms)[3]) noexcept {
  std::size_t stem = 0;
  for (std::size_t k = 1; k < 3; ++k) {
    if (likeness(arms[(k + 1) % 3], arms[(k + 2) % 3]) > likeness(arms[(stem + 1) % 3], arms[(stem + 2) % 3])) stem = k;
  }
  const Point& a = arms[(stem + 1) % 3];
  const Point& b = arms[(stem + 2) % 3];
  return {a.x + b.x - arms[stem].x, a.y + b.y - arms[stem].y};
}

// Where minutiae lie closer than half a ridge, at cores and deltas mostly, the skin has a knot in which no two examiners see the
// same minutiae.
void mark_knots(std::vector<SkinMinutia>& minutiae) {
  for (std::size_t i = 0; i < minutiae.size(); ++i) {
    for (std::size_t j = i + 1; j < minutiae.size(); ++j) {
      const double dx = minutiae[j].at.x - minutiae[i].at.x;
      const double dy = minutiae[j].at.y - minutiae[i].at.y;
      if (dx * dx + dy * dy > kKnotPx * kKnotPx) continue;
      minutiae[i].type = MinutiaType::other;
      minutiae[j].type = MinutiaType::other;
    }
  }
}

}  // namespace

void mark_doubtful(std::vector<SkinMinutia>& minutiae, const FingerTraits& finger) {
  mark_knots(minutiae);
  for (SkinMinutia& minutia : minutiae) {
    for (std::size_t i = 0; i < finger.singularity_count; ++i) {
      const double dx = minutia.at.x - finger.singularities[i].at.x;
      const double dy = minutia.at.y - finger.singularities[i].at.y;
      if (dx * dx + dy * dy < kSingularPx * kSingularPx) minutia.type = MinutiaType::other;
    }
  }
}

std::vector<SkinMinutia> find_minutiae(const Plane<std::int16_t>& ridges, const Plane<float>& orientation) {
  Skeleton skeleton = thin(ridges);
  tidy(skeleton);
  std::vector<SkinMinutia> minutiae;
  for (int y = kSkinEdgePx; y < ridges.height - kSkinEdgePx; ++y) {
    for (int x = kSkinEdgePx; x < ridges.width - kSkinEdgePx; ++x) {
      if (skeleton.on.at(x, y) == 0) continue;
      const int at = static_cast<int>(skeleton.on.index(x, y));
      const std::vector<int> ways = skeleton.branches(at);
      if (ways.size() != 1 && ways.size() != 3) continue;
      Point towards = direction_of(skeleton, at, ways[0]);
      if (ways.size() == 3) {
        const Point arms[3] = {towards, direction_of(skeleton, at, ways[1]), direction_of(skeleton, at, ways[2])};
        towards = valley_of(arms);
      }
      // The trace says which way, the flow says exactly where.
      const auto flow = static_cast<double>(orientation.at(x / kCellPx, y / kCellPx));
      const Point along{cosine(flow), sine(flow)};
      const double sense = likeness(along, towards);
      double angle = sense < 0 ? flow + kPi : flow;
      // Close to a core or delta it does not.
      const double length = std::sqrt(likeness(towards, towards));
      if (sense * sense < kFlowTrust * kFlowTrust * length * length) angle = arc_tangent(towards.y, towards.x);
      minutiae.push_back({{static_cast<double>(x), static_cast<double>(y)},
                          angle,
                          ways.size() == 1 ? MinutiaType::ending : MinutiaType::bifurcation});
    }
  }
  return minutiae;
}

std::vector<Point> tight_pairs(const std::vector<SkinMinutia>& minutiae) {
  std::vector<Point> middles;
  for (std::size_t i = 0; i < minutiae.size(); ++i) {
    const SkinMinutia& a = minutiae[i];
    for (std::size_t j = i + 1; j < minutiae.size(); ++j) {
      const SkinMinutia& b = minutiae[j];
      const double dx = b.at.x - a.at.x;
      const double dy = b.at.y - a.at.y;
      if (dx * dx + dy * dy > kTightPairPx * kTightPairPx) continue;
      if (cosine(b.angle_rad - a.angle_rad) > -kOppositeCosine) continue;
      middles.push_back({a.at.x + 0.5 * dx, a.at.y + 0.5 * dy});
    }
  }
  return middles;
}

}  // namespace ridgeline::synthesis

// Filters on pairs and crowds of minutiae.
#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "extract/minutiae.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

struct Placed {
  RawMinutia minutia;
  double direction_x;
  double direction_y;
};

double distance(const RawMinutia& a, const RawMinutia& b) noexcept {
  const double dx = a.x - b.x;
  const double dy = a.y - b.y;
  return std::sqrt(dx * dx + dy * dy);
}

// Both sides of a speck or of a short bridge: near each other with opposite directions.
bool opposite_pair(const Placed& a, const Placed& b, double distance_px) noexcept {
  return distance_px < kOppositePairPx && a.direction_x * b.direction_x + a.direction_y * b.direction_y < 0;
}

// The two ends of a broken ridge: each points away from the other, in one line.
bool facing_pair(const Placed& a, const Placed& b, double distance_px) noexcept {
  if (a.minutia.type != MinutiaType::ending || b.minutia.type != MinutiaType::ending) return false;
  if (distance_px >= kFacingPairPx) return false;
  if (a.direction_x * b.direction_x + a.direction_y * b.direction_y >= kFacingCosine) return false;
  const double dx = b.minutia.x - a.minutia.x;
  const double dy = b.minutia.y - a.minutia.y;
  const bool behind = dx * a.direction_x + dy * a.direction_y < 0 && dx * b.direction_x + dy * b.direction_y > 0;
  const double lateral = std::abs(dx * a.direction_y - dy * a.direction_x);
  return behind && lateral < kFacingLateralShare * distance_px + kFacingLateralPx;
}

std::vector<Placed> place(const std::vector<RawMinutia>& minutiae) {
  std::vector<Placed> out;
  out.reserve(minutiae.size());
  for (const RawMinutia& m : minutiae) out.push_back({m, cosine(m.angle), sine(m.angle)});
  return out;
}

std::vector<RawMinutia> without_pairs(const std::vector<RawMinutia>& minutiae) {
  const std::vector<Placed> placed = place(minutiae);
  std::vector<bool> doomed(placed.size());
  for (std::size_t i = 0; i < placed.size(); ++i) {
    for (std::size_t j = i + 1; j < placed.size(); ++j) {
      const double apart = distance(placed[i].minutia, placed[j].minutia);
      if (!opposite_pair(placed[i], placed[j], apart) && !facing_pair(placed[i], placed[j], apart)) continue;
      doomed[i] = true;
      doomed[j] = true;
    }
  }
  std::vector<RawMinutia> out;
  for (std::size_t i = 0; i < placed.size(); ++i) {
    if (!doomed[i]) out.push_back(minutiae[i]);
  }
  return out;
}

std::vector<RawMinutia> without_crowds(const std::vector<RawMinutia>& minutiae) {
  std::vector<RawMinutia> out;
  for (std::size_t i = 0; i < minutiae.size(); ++i) {
    int near = 0;
    for (std::size_t j = 0; j < minutiae.size(); ++j) {
      if (j != i && distance(minutiae[i], minutiae[j]) < kCrowdPx) ++near;
    }
    if (near <= kCrowdNeighbours) out.push_back(minutiae[i]);
  }
  return out;
}

// The pair filters are quadratic: a picture of noise must not make them slow.
constexpr std::size_t kMostCandidates = 2000;

}  // namespace

std::vector<RawMinutia> filter_minutiae(std::vector<RawMinutia> minutiae) {
  const auto clearer = [](const RawMinutia& a, const RawMinutia& b) { return a.clarity > b.clarity; };
  if (minutiae.size() > kMostCandidates) {
    std::stable_sort(minutiae.begin(), minutiae.end(), clearer);
    minutiae.resize(kMostCandidates);
  }
  minutiae = without_crowds(without_pairs(minutiae));
  std::stable_sort(minutiae.begin(), minutiae.end(), clearer);
  if (minutiae.size() > kMostMinutiae) minutiae.resize(kMostMinutiae);
  return minutiae;
}

}  // namespace ridgeline

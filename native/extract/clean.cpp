// Skeleton cleaning: what is too short to be a ridge, or runs across the ridges, goes.
#include <cmath>
#include <utility>

#include "base/math.hpp"
#include "extract/skeleton.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

std::vector<int> pixels_with(const Skeleton& skeleton, bool (*wanted)(int crossing)) {
  std::vector<int> out;
  skeleton.for_each_on([&](int i) {
    if (wanted(skeleton.crossing_number(i))) out.push_back(i);
  });
  return out;
}

void erase_path(Skeleton& skeleton, const std::vector<int>& path, bool with_last) {
  const std::size_t count = path.size() - (with_last ? 0 : 1);
  for (std::size_t k = 0; k < count; ++k) skeleton.clear(path[k]);
}

void drop_islands_and_spurs(Skeleton& skeleton) {
  for (const int end : pixels_with(skeleton, [](int crossing) { return crossing == 1; })) {
    if (!skeleton.on(end)) continue;
    const std::vector<int> starts = branches(skeleton, end);
    if (starts.empty()) continue;
    const Walk line = walk(skeleton, end, starts.front(), kIslandPx);
    const bool island = line.stop == Walk::Stop::ending;
    const bool spur = line.stop == Walk::Stop::junction && static_cast<int>(line.path.size()) <= kSpurPx;
    if (!island && !spur) continue;
    skeleton.clear(end);
    erase_path(skeleton, line.path, island);
  }
}

// True where a straight line between two pixels crosses the ridges rather than follows them.
bool runs_across(const Skeleton& skeleton, const OrientationField& orientation, int from, int to) {
  const double dx = skeleton.x_of(to) - skeleton.x_of(from);
  const double dy = skeleton.y_of(to) - skeleton.y_of(from);
  const double ridge = orientation.angle_at_px((skeleton.x_of(to) + skeleton.x_of(from)) / 2.0,
                                               (skeleton.y_of(to) + skeleton.y_of(from)) / 2.0);
  const double length = std::sqrt(dx * dx + dy * dy);
  const double aligned = std::abs(dx * cosine(ridge) + dy * sine(ridge));
  return aligned < length * cosine(kBridgeAngleRad);
}

void cut_bridges(Skeleton& skeleton, const OrientationField& orientation) {
  for (const int junction : pixels_with(skeleton, [](int crossing) { return crossing > 2; })) {
    if (!skeleton.on(junction) || skeleton.crossing_number(junction) < 3) continue;
    for (const int start : branches(skeleton, junction)) {
      const Walk line = walk(skeleton, junction, start, kBridgePx);
      if (line.stop != Walk::Stop::junction || line.path.size() < 2) continue;
      if (!runs_across(skeleton, orientation, junction, line.path.back())) continue;
      erase_path(skeleton, line.path, false);
      break;
    }
  }
}

}  // namespace

void clean(Skeleton& skeleton, const OrientationField& orientation) {
  drop_islands_and_spurs(skeleton);
  cut_bridges(skeleton, orientation);
}

}  // namespace ridgeline

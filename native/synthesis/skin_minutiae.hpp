// The true minutiae of a finger's skin.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/finger_traits.hpp"
#include "synthesis/plane.hpp"
#include "template/template.hpp"

namespace ridgeline::synthesis {

/// Position in px on the skin and direction in radians, image axes: an ending points along its ridge, a bifurcation along the
/// valley between its branches (ISO/IEC 19794-2).
struct SkinMinutia {
  Point at;
  double angle_rad = 0;
  MinutiaType type = MinutiaType::other;
};

/// Endings and bifurcations of the grown ridges, in rows from the top.
[[nodiscard]] std::vector<SkinMinutia> find_minutiae(const Plane<std::int16_t>& ridges,
                                                     const Plane<float>& orientation);

/// Sets the type of minutiae to `other` where an examiner could not tell place or direction: in knots of several of them, and at
/// cores and deltas, around which the flow turns within a ridge.
void mark_doubtful(std::vector<SkinMinutia>& minutiae, const FingerTraits& finger);

/// The middles of the pairs of opposite minutiae that are nearer to each other than ridges usually are.
[[nodiscard]] std::vector<Point> tight_pairs(const std::vector<SkinMinutia>& minutiae);

}  // namespace ridgeline::synthesis

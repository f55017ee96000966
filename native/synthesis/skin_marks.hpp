// Pores and creases: what a finger's skin shows beside its ridges, the same in every impression.
#pragma once

#include <cstdint>

#include "synthesis/finger_traits.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/random.hpp"

namespace ridgeline::synthesis {

/// A slightly bent line. Depth 0 to 255.
struct Groove {
  Point from;
  Point to;
  double bow_px = 0;  ///< how far the middle lies off the straight line
  double half_width_px = 1;
  int depth = 255;
};

/// Draws a groove that ends in points.
void carve(Plane<std::uint8_t>& marks, const Groove& groove);

/// A groove of a given length across a middle, in any direction.
[[nodiscard]] Groove draw_groove(Random& random, Point middle, double length_px, double half_width_px,
                                 int depth) noexcept;

/// Depth of the pores at each px, 0 to 255.
[[nodiscard]] Plane<std::uint8_t> pores(const FingerName& name, const Plane<std::int16_t>& ridges);

/// Depth of the creases at each px, 0 to 255.
[[nodiscard]] Plane<std::uint8_t> creases(const FingerName& name, const FingerTraits& finger);

}  // namespace ridgeline::synthesis

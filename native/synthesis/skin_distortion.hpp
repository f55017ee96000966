// How the skin stretches while it is pressed and dragged over a surface (Cappelli, Maio and Maltoni 2001): the middle sticks to
// the surface, the rim follows the finger, and the skin between them gives way.
#pragma once

#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

struct SkinDistortion {
  Point middle;  ///< of the part that sticks
  Point half_axes_px{50.0, 60.0};
  Point drag_px;          ///< of the finger against the surface
  double turn_rad = 0;    ///< of the finger about the middle
  double plasticity = 1;  ///< widths of the inner ellipse over which the skin gives way

  /// Where the skin that touches the surface at `at` would touch it without the drag.
  [[nodiscard]] Point undo(Point at) const noexcept;
  /// The other way round, to some 1/100 px.
  [[nodiscard]] Point apply(Point at) const noexcept;
};

}  // namespace ridgeline::synthesis

// The pad of a finger: the part above the crease of its last joint.
#pragma once

#include "slap/columns.hpp"
#include "slap/ridge_areas.hpp"

namespace ridgeline::slap {

/// Bounds in the frame of the finger, px at 500 ppi.
struct Pad {
  double left = 0;
  double right = 0;
  double top = 0;
  double bottom = 0;
  double axis_rad = 0;            ///< by which the finger's own axis is turned clockwise against the frame
  double axis_deviation_rad = 0;  ///< how well that is known
  double slant =
      0;  ///< mean sine of the doubled angle of its ridges: above 0 where they fall to the right on the whole
  double cells = 0;
  bool cut = false;        ///< the picture ends within it
  bool cut_above = false;  ///< and its tip is outside

  [[nodiscard]] double width() const noexcept { return right - left; }
  [[nodiscard]] double height() const noexcept { return bottom - top; }
  [[nodiscard]] double middle_x() const noexcept { return 0.5 * (left + right); }
};

/// The pad of a column seen along a finger of a tilt.
[[nodiscard]] Pad pad_of(const Column& column, const RidgeAreas& areas, double tilt_rad);

}  // namespace ridgeline::slap

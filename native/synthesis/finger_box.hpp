// Where a finger lies in a slap.
#pragma once

#include "synthesis/placement.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/window.hpp"

namespace ridgeline {

/// A rectangle with sides along those of the picture, px at 500 ppi.
struct UprightBox {
  int left = 0;
  int top = 0;
  int width = 0;
  int height = 0;

  [[nodiscard]] bool empty() const noexcept { return width <= 0 || height <= 0; }
};

/// A rectangle with sides along the finger, px at 500 ppi; the middle is a point between pixels counted from the top left corner.
struct TurnedBox {
  double middle_x = 0;
  double middle_y = 0;
  double width = 0;      ///< across the finger
  double height = 0;     ///< along it
  double angle_rad = 0;  ///< of the finger against an upright one, clockwise
};

namespace synthesis {

struct FingerBoxes {
  UprightBox upright;
  TurnedBox turned;
};

/// The smallest rectangles around the trace of one finger, with a margin of kBoxMarginPx; empty where nothing can be seen. The
/// upright one is cut at the field.
[[nodiscard]] FingerBoxes boxes_of(const Plane<float>& trace, const Window& window, const Placement& placement,
                                   double angle_rad);

}  // namespace synthesis
}  // namespace ridgeline

// A rectangle of a picture that is being drawn.
#pragma once

#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

struct Window {
  int left = 0;  ///< px of the picture
  int top = 0;
  int width = 0;
  int height = 0;
  int scale = 1;  ///< picture px per px at 500 ppi

  /// The middle of a pixel of the window, px at 500 ppi from the middle of the picture's first such px.
  [[nodiscard]] Point at_500_ppi(int x, int y) const noexcept {
    return {(left + x + 0.5) / scale - 0.5, (top + y + 0.5) / scale - 0.5};
  }
};

}  // namespace ridgeline::synthesis

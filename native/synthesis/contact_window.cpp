#include "synthesis/contact_window.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "synthesis/contact.hpp"

namespace ridgeline::synthesis {

Window window_around(const ImpressionTraits& traits, const FieldSize& field, int scale) noexcept {
  const double reach = kNoContactReach + kRoughestRim * rim_roughness(traits.half_axes_px.x);
  const Placement& placement = traits.placement;
  double low_x = placement.picture_middle.x;
  double low_y = placement.picture_middle.y;
  double high_x = low_x;
  double high_y = low_y;
  for (const double x : {-reach * traits.half_axes_px.x, reach * traits.half_axes_px.x}) {
    for (const double y : {-reach * traits.half_axes_px.y, reach * traits.lower_half_px}) {
      const Point corner = placement.from_finger({x, y});
      low_x = std::min(low_x, corner.x);
      low_y = std::min(low_y, corner.y);
      high_x = std::max(high_x, corner.x);
      high_y = std::max(high_y, corner.y);
    }
  }
  const int left = std::clamp(round_to_int(low_x) - kWindowMarginPx, 0, field.width_px);
  const int top = std::clamp(round_to_int(low_y) - kWindowMarginPx, 0, field.height_px);
  const int right = std::clamp(round_to_int(high_x) + kWindowMarginPx, left, field.width_px);
  const int bottom = std::clamp(round_to_int(high_y) + kWindowMarginPx, top, field.height_px);
  return {left * scale, top * scale, (right - left) * scale, (bottom - top) * scale, scale};
}

void lay_over(Plane<float>& whole, const Plane<float>& trace, const Window& window) noexcept {
  for (int y = 0; y < trace.height; ++y) {
    const float* source = trace.values.data() + trace.index(0, y);
    float* target = whole.values.data() + whole.index(window.left, window.top + y);
    for (int x = 0; x < trace.width; ++x) target[x] = std::max(target[x], source[x]);
  }
}

}  // namespace ridgeline::synthesis

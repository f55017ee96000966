#include "synthesis/finger_box.hpp"

#include <algorithm>
#include <limits>

#include "base/math.hpp"
#include "synthesis/slap_parameters.hpp"

namespace ridgeline::synthesis {
namespace {

struct Extent {
  double low = std::numeric_limits<double>::max();
  double high = std::numeric_limits<double>::lowest();

  void add(double value) noexcept {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] double middle() const noexcept { return 0.5 * (low + high); }
  [[nodiscard]] double length() const noexcept { return high - low; }
};

}  // namespace

FingerBoxes boxes_of(const Plane<float>& trace, const Window& window, const Placement& placement, double angle_rad) {
  Extent x_px;
  Extent y_px;
  Extent across;
  Extent along;
  for (int y = 0; y < trace.height; ++y) {
    for (int x = 0; x < trace.width; ++x) {
      if (trace.at(x, y) < kSeenTrace) continue;
      const Point at = window.at_500_ppi(x, y);
      const Point finger = placement.along_finger(at);
      x_px.add(at.x);
      y_px.add(at.y);
      across.add(finger.x);
      along.add(finger.y);
    }
  }
  FingerBoxes boxes;
  if (x_px.high < x_px.low) return boxes;
  UprightBox& box = boxes.upright;
  box.left = std::max(round_to_int(x_px.low) - kBoxMarginPx, 0);
  box.top = std::max(round_to_int(y_px.low) - kBoxMarginPx, 0);
  box.width = std::min(round_to_int(x_px.high) + kBoxMarginPx + 1, kSlapField.width_px) - box.left;
  box.height = std::min(round_to_int(y_px.high) + kBoxMarginPx + 1, kSlapField.height_px) - box.top;

  // Pixels are squares: half of one on either side belongs to what they show.
  const Point middle = placement.from_finger({across.middle(), along.middle()});
  boxes.turned = {middle.x + 0.5, middle.y + 0.5, across.length() + 1.0 + 2 * kBoxMarginPx,
                  along.length() + 1.0 + 2 * kBoxMarginPx, angle_rad};
  return boxes;
}

}  // namespace ridgeline::synthesis

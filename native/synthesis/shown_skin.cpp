#include "synthesis/shown_skin.hpp"

#include "synthesis/template_parameters.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr double kMostRimNoise = 3.5 * kRimNoise;
/// Beyond the ellipse's corners the squarer form comes back.
constexpr double kFarOutside = 2.5;

}  // namespace

ShownSkin::ShownSkin(const TemplateTraits& traits, Random& random) noexcept
    : per_half_width_(1.0 / traits.half_axes_px.x),
      per_upper_half_(1.0 / traits.half_axes_px.y),
      per_lower_half_(1.0 / traits.lower_half_px),
      clarity_(random.bits(), kClarityPx),
      rim_(random.bits(), kRimNoisePx) {}

bool ShownSkin::touches(Point pressed) const noexcept {
  const double u = pressed.x * per_half_width_;
  const double v = pressed.y * (pressed.y < 0 ? per_upper_half_ : per_lower_half_);
  const double square = u * u + v * v;
  const double reach = square - (pressed.y < 0 ? 0.0 : kContactSquareness * u * u * v * v);
  if (square > kFarOutside || reach > 1.0 + kMostRimNoise) return false;
  return reach < 1.0 - kMostRimNoise || reach < 1.0 + kRimNoise * rim_.at(pressed);
}

}  // namespace ridgeline::synthesis

#include "synthesis/contact.hpp"

#include <cmath>

#include "synthesis/parameters.hpp"
#include "synthesis/smooth_noise.hpp"

namespace ridgeline::synthesis {
namespace {

// How far out a point lies: 0 in the middle of the contact area, 1 at its border, which is an ellipse towards the tip and
// squarer towards the joint (the squircle of Fernandez Guasti 1992).
class Reach {
 public:
  explicit Reach(const ImpressionTraits& traits) noexcept
      : across_(1.0 / traits.half_axes_px.x), up_(1.0 / traits.half_axes_px.y), down_(1.0 / traits.lower_half_px) {}
  [[nodiscard]] double at(Point finger) const noexcept {
    const double u = finger.x * across_;
    const double v = finger.y * (finger.y < 0 ? up_ : down_);
    const double square = u * u + v * v;
    if (finger.y < 0) return std::sqrt(square);
    const double corner = square * square - 4.0 * kSquareness * u * u * v * v;
    return std::sqrt(0.5 * (square + std::sqrt(corner)));
  }

 private:
  double across_;
  double up_;
  double down_;
};

}  // namespace

Plane<float> contact_pressure(const ImpressionTraits& traits, const Window& window, Random random) {
  const auto noise = [&](double spacing_px) {
    return smooth_noise(random, window.width, window.height, spacing_px * window.scale);
  };
  const Plane<float> rim = noise(kRimSpacingPx);
  const Plane<float> fine_rim = noise(kFineRimSpacingPx);
  const Plane<float> broad = noise(kUnevenSpacingPx);
  const Plane<float> patches = noise(kPatchSpacingPx);
  const double roughness = rim_roughness(traits.half_axes_px.x);
  Plane<float> pressure(window.width, window.height, kNoContact);
  const Reach reach_of(traits);
  for (int y = 0; y < window.height; ++y) {
    for (int x = 0; x < window.width; ++x) {
      const Point finger = traits.placement.along_finger(window.at_500_ppi(x, y));
      const std::size_t i = pressure.index(x, y);
      const double rough =
          kRimShare * static_cast<double>(rim.values[i]) + kFineRimShare * static_cast<double>(fine_rim.values[i]);
      const double reach = reach_of.at(finger) + roughness * rough;
      if (reach > kNoContactReach) continue;
      const auto patch = static_cast<double>(patches.values[i]);
      double fall = 0;
      if (reach > kRimReach.low) fall = kRimFall * smooth_step(kRimReach.low, kRimReach.high, reach);
      if (patch > traits.dry_patch_level) fall += kDryPatchFall * smooth_step(0.0, 1.0, patch - traits.dry_patch_level);
      const double uneven = traits.unevenness * (static_cast<double>(broad.values[i]) + kPatchShare * patch);
      pressure.values[i] = static_cast<float>(traits.pressure + uneven - fall);
    }
  }
  return pressure;
}

}  // namespace ridgeline::synthesis

#include "synthesis/contact.hpp"

#include <cmath>

#include "synthesis/parameters.hpp"
#include "synthesis/smooth_noise.hpp"

namespace ridgeline::synthesis {
namespace {

// 0 up to `low`, 1 from `high` on, smooth between: smooth_step() without a branch.
float eased(float low, float per_width, float x) noexcept {
  const float rising = (x - low) * per_width;
  const float above = rising > 0.0F ? rising : 0.0F;
  const float t = above < 1.0F ? above : 1.0F;
  return t * t * (3.0F - 2.0F * t);
}

// How far out a point lies: 0 in the middle of the contact area, 1 at its border, which is an ellipse towards the tip and
// squarer towards the joint (the squircle of Fernandez Guasti 1992).
class Reach {
 public:
  explicit Reach(const ImpressionTraits& traits) noexcept
      : across_(static_cast<float>(1.0 / traits.half_axes_px.x)),
        up_(static_cast<float>(1.0 / traits.half_axes_px.y)),
        down_(static_cast<float>(1.0 / traits.lower_half_px)) {}
  [[nodiscard]] float at(float x, float y) const noexcept {
    const float u = x * across_;
    const float v = y * (y < 0 ? up_ : down_);
    const float squareness = y < 0 ? 0.0F : static_cast<float>(4.0 * kSquareness);
    const float square = u * u + v * v;
    const float corner = square * square - squareness * (u * u * v * v);
    return std::sqrt(0.5F * (square + std::sqrt(corner)));
  }

 private:
  float across_;
  float up_;
  float down_;
};

}  // namespace

Plane<float> contact_pressure(const ImpressionTraits& traits, const Window& window, Random random) {
  const auto noise = [&](double spacing_px) {
    return NoiseRows(random, window.width, window.height, spacing_px * window.scale);
  };
  NoiseRows rims = noise(kRimSpacingPx);
  NoiseRows fine_rims = noise(kFineRimSpacingPx);
  NoiseRows broads = noise(kUnevenSpacingPx);
  NoiseRows patches = noise(kPatchSpacingPx);
  const double roughness = rim_roughness(traits.half_axes_px.x);
  const auto rim_share = static_cast<float>(roughness * kRimShare);
  const auto fine_rim_share = static_cast<float>(roughness * kFineRimShare);
  const auto even = static_cast<float>(traits.pressure);
  const auto uneven = static_cast<float>(traits.unevenness);
  const auto dry_level = static_cast<float>(traits.dry_patch_level);
  constexpr auto kPerRim = static_cast<float>(1.0 / (kRimReach.high - kRimReach.low));
  const auto step_x = static_cast<float>(traits.placement.cosine_turn / window.scale);
  const auto step_y = static_cast<float>(-traits.placement.sine_turn / window.scale);
  const Reach reach_of(traits);
  Plane<float> pressure(window.width, window.height);
  // A loop without branches: several pixels at once.
  for (int y = 0; y < window.height; ++y) {
    const Point first = traits.placement.along_finger(window.at_500_ppi(0, y));
    const auto first_x = static_cast<float>(first.x);
    const auto first_y = static_cast<float>(first.y);
    const float* const rim = rims.next();
    const float* const fine_rim = fine_rims.next();
    const float* const broad = broads.next();
    const float* const patch = patches.next();
    float* const out = pressure.values.data() + pressure.index(0, y);
    for (int x = 0; x < window.width; ++x) {
      const auto px = static_cast<float>(x);
      const float reach =
          reach_of.at(first_x + px * step_x, first_y + px * step_y) + rim_share * rim[x] + fine_rim_share * fine_rim[x];
      const float fall = static_cast<float>(kRimFall) * eased(static_cast<float>(kRimReach.low), kPerRim, reach) +
                         static_cast<float>(kDryPatchFall) * eased(dry_level, 1.0F, patch[x]);
      const float firm = even + uneven * (broad[x] + static_cast<float>(kPatchShare) * patch[x]) - fall;
      out[x] = reach > static_cast<float>(kNoContactReach) ? kNoContact : firm;
    }
  }
  return pressure;
}

}  // namespace ridgeline::synthesis

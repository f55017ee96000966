#include "synthesis/surface.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "synthesis/contact.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"
#include "synthesis/skin_marks.hpp"
#include "synthesis/smooth_noise.hpp"

namespace ridgeline::synthesis {
namespace {

constexpr float kPerDepth = 1.0F / 255.0F;

Plane<std::uint8_t> scratches(const ImpressionTraits& traits, Random& random) {
  Plane<std::uint8_t> marks(traits.width_px, traits.height_px);
  for (int i = 0; i < traits.scratch_count; ++i) {
    const Point middle{traits.placement.picture_middle.x + random.normal(kScratchX),
                       traits.placement.picture_middle.y + random.normal(kScratchY)};
    const double length = random.uniform(kScratchLengthPx);
    const double half_width = random.uniform(kScratchHalfWidthPx);
    carve(marks, draw_groove(random, middle, length, half_width, kScratchDepth));
  }
  return marks;
}

}  // namespace

Plane<float> skin_trace(const MasterPrint& master, const ImpressionTraits& traits, const Window& window,
                        const Plane<float>& pressure, Random random) {
  const auto noise = [&](double spacing_px) {
    return smooth_noise(random, window.width, window.height, spacing_px * window.scale);
  };
  const Plane<float> speckle = noise(kSpeckleSpacingPx);
  const Plane<float> grit = noise(kGritSpacingPx);
  const Plane<std::uint8_t> scratched = scratches(traits, random);
  const float crease_depth = static_cast<float>(traits.crease_depth) * kPerDepth;
  const float pore_depth = static_cast<float>(traits.pore_depth) * kPerDepth;
  Plane<float> trace(window.width, window.height);
  for (int y = 0; y < window.height; ++y) {
    for (int x = 0; x < window.width; ++x) {
      const std::size_t i = trace.index(x, y);
      if (pressure.values[i] <= kNoContact) continue;
      const Point place = window.at_500_ppi(x, y);
      const Point skin = traits.placement.skin_under(traits.placement.along_finger(place));
      const float ridge = master.ridges.between(skin.x, skin.y, -kRidgeScale) * (1.0F / kRidgeScale);
      const float pore = master.pores.between(skin.x, skin.y, 0) * pore_depth;
      const float crease =
          std::max(master.creases.between(skin.x, skin.y, 0), scratched.between(place.x, place.y, 0)) * crease_depth;
      const float height = ridge - pore - crease + pressure.values[i] +
                           static_cast<float>(traits.speckle) * speckle.values[i] +
                           static_cast<float>(traits.grit) * grit.values[i];
      trace.values[i] = std::clamp(0.5F + height / static_cast<float>(kSoftness), 0.0F, 1.0F);
    }
  }
  return trace;
}

}  // namespace ridgeline::synthesis

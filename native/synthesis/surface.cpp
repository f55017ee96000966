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
  Plane<std::uint8_t> marks(traits.width, traits.height);
  for (int i = 0; i < traits.scratch_count; ++i) {
    const Point middle{traits.placement.picture_middle.x + random.normal(kScratchX),
                       traits.placement.picture_middle.y + random.normal(kScratchY)};
    const double length = random.uniform(kScratchLengthPx);
    const double half_width = random.uniform(kScratchHalfWidthPx);
    carve(marks, draw_groove(random, middle, length, half_width, kScratchDepth));
  }
  return marks;
}

// Weighted mean of nine: the blur of the optics.
Plane<float> soften(const Plane<float>& sharp) {
  Plane<float> out(sharp.width, sharp.height);
  for (int y = 0; y < sharp.height; ++y) {
    const float* above = sharp.values.data() + sharp.index(0, std::max(y - 1, 0));
    const float* here = sharp.values.data() + sharp.index(0, y);
    const float* below = sharp.values.data() + sharp.index(0, std::min(y + 1, sharp.height - 1));
    const auto column = [&](int x) { return above[x] + 2.0F * here[x] + below[x]; };
    float* target = out.values.data() + out.index(0, y);
    for (int x = 0; x < sharp.width; ++x) {
      const int left = std::max(x - 1, 0);
      const int right = std::min(x + 1, sharp.width - 1);
      target[x] = (column(left) + 2.0F * column(x) + column(right)) * (1.0F / 16.0F);
    }
  }
  return out;
}

}  // namespace

Plane<float> skin_trace(const MasterPrint& master, const ImpressionTraits& traits, const Plane<float>& pressure,
                        Random random) {
  const Plane<float> speckle = smooth_noise(random, traits.width, traits.height, kSpeckleSpacingPx);
  const Plane<std::uint8_t> scratched = scratches(traits, random);
  Plane<float> trace(traits.width, traits.height);
  for (int y = 0; y < traits.height; ++y) {
    for (int x = 0; x < traits.width; ++x) {
      const std::size_t i = trace.index(x, y);
      if (pressure.values[i] <= kNoContact) continue;
      const Point finger = traits.placement.along_finger({static_cast<double>(x), static_cast<double>(y)});
      const Point skin = traits.placement.skin_under(finger);
      const float ridge = master.ridges.between(skin.x, skin.y, -kRidgeScale) * (1.0F / kRidgeScale);
      const float pore = master.pores.between(skin.x, skin.y, 0) * kPerDepth * static_cast<float>(traits.pore_depth);
      const float crease = std::max(master.creases.between(skin.x, skin.y, 0), static_cast<float>(scratched.values[i]));
      const float height = ridge - pore - static_cast<float>(kCreaseDepth) * kPerDepth * crease + pressure.values[i] +
                           static_cast<float>(traits.speckle) * speckle.values[i];
      trace.values[i] = std::clamp(0.5F + height / static_cast<float>(kSoftness), 0.0F, 1.0F);
    }
  }
  return trace;
}

std::vector<std::uint8_t> sense(const ImpressionTraits& traits, const Plane<float>& trace, std::uint64_t seed,
                                Random random) {
  Random sensor(Stream::sensor, {seed});
  const double platen = sensor.uniform(kPlaten);
  const double noise = sensor.uniform(kGrain);
  const double slant_x = sensor.normal(kSlant) / traits.width;
  const double slant_y = sensor.normal(kSlant) / traits.height;
  const Plane<float> density = smooth_noise(random, traits.width, traits.height, kDensitySpacingPx);
  const Plane<float> grain = smooth_noise(random, traits.width, traits.height, kGrainSpacingPx);
  const Plane<float> blurred = soften(trace);
  std::vector<std::uint8_t> pixels(trace.values.size());
  for (int y = 0; y < traits.height; ++y) {
    for (int x = 0; x < traits.width; ++x) {
      const std::size_t i = trace.index(x, y);
      const double light = platen + slant_x * x + slant_y * y;
      const double dark = traits.darkness * (1.0 + kDensityShare * static_cast<double>(density.values[i]));
      const double shade = static_cast<double>(blurred.values[i]);
      const double level =
          light - dark * shade + noise * (1.0 + kGrainOnRidge * shade) * static_cast<double>(grain.values[i]);
      pixels[i] = static_cast<std::uint8_t>(std::clamp(round_to_int(level), 0, 255));
    }
  }
  return pixels;
}

}  // namespace ridgeline::synthesis

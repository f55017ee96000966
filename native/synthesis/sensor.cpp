#include "synthesis/sensor.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/smooth_noise.hpp"

namespace ridgeline::synthesis {
namespace {

const SensorLook& look_of(SensorKind sensor) noexcept {
  switch (sensor) {
    case SensorKind::optical:
      break;
    case SensorKind::capacitive:
      return kCapacitiveLook;
    case SensorKind::inked:
      return kInkedLook;
  }
  return kOpticalLook;
}

// Weighted mean of nine: the blur of the optics, of one px or of the ink.
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

// Lines of a chip's cells differ a little in gain: the same stripes in every picture of one sensor.
std::vector<float> stripes(Random& random, int count, double deviation) {
  std::vector<float> lines(static_cast<std::size_t>(count));
  for (float& line : lines) line = static_cast<float>(deviation * random.normal());
  return lines;
}

}  // namespace

std::vector<std::uint8_t> sense(const Plane<float>& trace, const Exposure& exposure, Random random) {
  const SensorLook& look = look_of(exposure.sensor);
  const auto noise = [&](double spacing_px) {
    return smooth_noise(random, trace.width, trace.height, spacing_px * exposure.scale);
  };
  Random sensor(Stream::sensor, {exposure.seed, static_cast<std::uint64_t>(exposure.sensor)});
  const double background = sensor.uniform(look.background);
  const double grain_level = sensor.uniform(look.grain);
  const double slant_x = sensor.normal(kSlant) / trace.width;
  const double slant_y = sensor.normal(kSlant) / trace.height;
  const std::vector<float> columns = stripes(sensor, trace.width, look.stripe_deviation);
  const std::vector<float> rows = stripes(sensor, trace.height, look.stripe_deviation);
  const Plane<float> density = noise(look.density_spacing_px);
  const Plane<float> texture = noise(look.texture_spacing_px);
  const Plane<float> grain = noise(kGrainSpacingPx);
  Plane<float> seen = trace;
  for (int pass = 0; pass < look.blurs * exposure.scale; ++pass) seen = soften(seen);

  const double range = look.range.low + (look.range.high - look.range.low) * exposure.darkness;
  std::vector<std::uint8_t> pixels(trace.values.size());
  for (int y = 0; y < trace.height; ++y) {
    for (int x = 0; x < trace.width; ++x) {
      const std::size_t i = trace.index(x, y);
      const double light =
          background + slant_x * x + slant_y * y + look.texture * static_cast<double>(texture.values[i]) +
          static_cast<double>(columns[static_cast<std::size_t>(x)] + rows[static_cast<std::size_t>(y)]);
      const double dark = range * (1.0 + look.density_share * static_cast<double>(density.values[i]));
      const auto shade = static_cast<double>(seen.values[i]);
      const double level =
          light - dark * shade + grain_level * (1.0 + kGrainOnRidge * shade) * static_cast<double>(grain.values[i]);
      pixels[i] = static_cast<std::uint8_t>(std::clamp(round_to_int(level), 0, 255));
    }
  }
  return pixels;
}

}  // namespace ridgeline::synthesis

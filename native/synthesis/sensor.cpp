#include "synthesis/sensor.hpp"

#include <algorithm>

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
  // Sums of three pixels, the first and the last twice.
  std::vector<float> columns(static_cast<std::size_t>(sharp.width) + 2);
  for (int y = 0; y < sharp.height; ++y) {
    const float* above = sharp.values.data() + sharp.index(0, std::max(y - 1, 0));
    const float* here = sharp.values.data() + sharp.index(0, y);
    const float* below = sharp.values.data() + sharp.index(0, std::min(y + 1, sharp.height - 1));
    for (int x = 0; x < sharp.width; ++x)
      columns[static_cast<std::size_t>(x) + 1] = above[x] + 2.0F * here[x] + below[x];
    columns.front() = columns[1];
    columns.back() = columns[static_cast<std::size_t>(sharp.width)];
    float* target = out.values.data() + out.index(0, y);
    const float* column = columns.data();
    for (int x = 0; x < sharp.width; ++x)
      target[x] = (column[x] + 2.0F * column[x + 1] + column[x + 2]) * (1.0F / 16.0F);
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
    return NoiseRows(random, trace.width, trace.height, spacing_px * exposure.scale);
  };
  Random sensor(Stream::sensor, {exposure.seed, static_cast<std::uint64_t>(exposure.sensor)});
  const double background = sensor.uniform(look.background);
  const double grain_level = sensor.uniform(look.grain);
  const double slant_x = sensor.normal(kSlant) / trace.width;
  const double slant_y = sensor.normal(kSlant) / trace.height;
  const std::vector<float> columns = stripes(sensor, trace.width, look.stripe_deviation);
  const std::vector<float> rows = stripes(sensor, trace.height, look.stripe_deviation);
  NoiseRows density = noise(look.density_spacing_px);
  NoiseRows texture = noise(look.texture_spacing_px);
  NoiseRows grain = noise(kGrainSpacingPx);
  Plane<float> seen = trace;
  for (int pass = 0; pass < look.blurs * exposure.scale; ++pass) seen = soften(seen);

  const auto range = static_cast<float>(look.range.low + (look.range.high - look.range.low) * exposure.darkness);
  const auto textured = static_cast<float>(look.texture);
  const auto uneven = static_cast<float>(look.density_share);
  const auto grainy = static_cast<float>(grain_level);
  std::vector<float> across = columns;
  for (int x = 0; x < trace.width; ++x) across[static_cast<std::size_t>(x)] += static_cast<float>(slant_x * x);
  std::vector<std::uint8_t> pixels(trace.values.size());
  for (int y = 0; y < trace.height; ++y) {
    const auto platen = static_cast<float>(background + slant_y * y) + rows[static_cast<std::size_t>(y)];
    const std::size_t line = trace.index(0, y);
    // A smooth platen has no texture: any row will do.
    const float* textures = look.texture > 0 ? texture.next() : across.data();
    const float* densities = density.next();
    const float* grains = grain.next();
    const float* shades = seen.values.data() + line;
    std::uint8_t* out = pixels.data() + line;
    for (int x = 0; x < trace.width; ++x) {
      const float shade = shades[x];
      const float light = platen + across[static_cast<std::size_t>(x)] + textured * textures[x];
      const float dark = range * (1.0F + uneven * densities[x]);
      const float grained = grainy * (1.0F + static_cast<float>(kGrainOnRidge) * shade);
      const float level = light - dark * shade + grained * grains[x];
      out[x] = static_cast<std::uint8_t>(static_cast<int>(std::clamp(level, 0.0F, 255.0F) + 0.5F));
    }
  }
  return pixels;
}

}  // namespace ridgeline::synthesis

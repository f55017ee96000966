#include "synthesis/surface.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

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

// The skin under the pixels of a row. Distortion is smooth: every kPiecePx-th pixel is enough, straight lines between.
class SkinRow {
 public:
  explicit SkinRow(int width) : xs_(static_cast<std::size_t>((width / kPiecePx + 1) * kPiecePx)), ys_(xs_.size()) {}

  void lay(const Placement& placement, const Window& window, int y) noexcept {
    const auto skin = [&](std::size_t x) {
      return placement.skin_under(placement.along_finger(window.at_500_ppi(static_cast<int>(x), y)));
    };
    Point from = skin(0);
    for (std::size_t x = 0; x < xs_.size(); x += kPiecePx) {
      const Point to = skin(x + kPiecePx);
      const auto from_x = static_cast<float>(from.x);
      const auto from_y = static_cast<float>(from.y);
      const auto step_x = static_cast<float>((to.x - from.x) * (1.0 / kPiecePx));
      const auto step_y = static_cast<float>((to.y - from.y) * (1.0 / kPiecePx));
      for (std::size_t i = 0; i < kPiecePx; ++i) {
        xs_[x + i] = from_x + static_cast<float>(static_cast<int>(i)) * step_x;
        ys_[x + i] = from_y + static_cast<float>(static_cast<int>(i)) * step_y;
      }
      from = to;
    }
  }
  [[nodiscard]] const float* xs() const noexcept { return xs_.data(); }
  [[nodiscard]] const float* ys() const noexcept { return ys_.data(); }

 private:
  static constexpr int kPiecePx = 8;
  std::vector<float> xs_;
  std::vector<float> ys_;
};

// The height of the skin with its pores and creases, in heights of a ridge: one plane to look up instead of three.
Plane<float> relief_of(const MasterPrint& master, const ImpressionTraits& traits) {
  const Plane<std::int16_t>& ridges = master.ridges;
  Plane<float> relief(ridges.width, ridges.height);
  for (std::size_t i = 0; i < relief.values.size(); ++i)
    relief.values[i] = static_cast<float>(ridges.values[i]) * (1.0F / kRidgeScale);
  const auto lower = [&](const Plane<std::uint8_t>& marks, double depth) {
    // Skin below the joint has no marks.
    if (depth <= 0 || marks.values.size() != relief.values.size()) return;
    const float per_step = static_cast<float>(depth) * kPerDepth;
    for (std::size_t i = 0; i < relief.values.size(); ++i)
      relief.values[i] -= static_cast<float>(marks.values[i]) * per_step;
  };
  lower(master.pores, traits.pore_depth);
  lower(master.creases, traits.crease_depth);
  return relief;
}

}  // namespace

Plane<float> skin_trace(const MasterPrint& master, const ImpressionTraits& traits, const Window& window,
                        const Plane<float>& pressure, Random random) {
  const auto noise = [&](double spacing_px) {
    return NoiseRows(random, window.width, window.height, spacing_px * window.scale);
  };
  NoiseRows speckles = noise(kSpeckleSpacingPx);
  NoiseRows grits = noise(kGritSpacingPx);
  const Plane<std::uint8_t> scratched = scratches(traits, random);
  const Plane<float> relief = relief_of(master, traits);
  const float scratch_depth = static_cast<float>(traits.crease_depth) * kPerDepth;
  const float per_softness = static_cast<float>(1.0 / kSoftness);
  const auto speckled = static_cast<float>(traits.speckle);
  const auto gritty = static_cast<float>(traits.grit);
  SkinRow row(window.width);
  Plane<float> trace(window.width, window.height);
  for (int y = 0; y < window.height; ++y) {
    row.lay(traits.placement, window, y);
    const float* const speckle = speckles.next();
    const float* const grit = grits.next();
    const float* const pressed = pressure.values.data() + pressure.index(0, y);
    float* const out = trace.values.data() + trace.index(0, y);
    for (int x = 0; x < window.width; ++x) {
      if (pressed[x] <= kNoContact) continue;
      float height = relief.between(row.xs()[x], row.ys()[x], -1.0F);
      if (traits.scratch_count > 0) {
        const Point place = window.at_500_ppi(x, y);
        height -= scratched.between(static_cast<float>(place.x), static_cast<float>(place.y), 0) * scratch_depth;
      }
      height += pressed[x] + speckled * speckle[x] + gritty * grit[x];
      out[x] = std::clamp(0.5F + height * per_softness, 0.0F, 1.0F);
    }
  }
  return trace;
}

}  // namespace ridgeline::synthesis

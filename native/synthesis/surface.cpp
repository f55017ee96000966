#include "synthesis/surface.hpp"

#include <algorithm>
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
  explicit SkinRow(int width) : pieces_(static_cast<std::size_t>(width / kPiecePx + 2)) {}
  void lay(const Placement& placement, const Window& window, int y) noexcept {
    int x = 0;
    for (Point& piece : pieces_) {
      piece = placement.skin_under(placement.along_finger(window.at_500_ppi(x, y)));
      x += kPiecePx;
    }
  }
  [[nodiscard]] Point at(int x) const noexcept {
    const auto piece = static_cast<std::size_t>(x / kPiecePx);
    const double share = (x % kPiecePx) * (1.0 / kPiecePx);
    const Point& from = pieces_[piece];
    const Point& to = pieces_[piece + 1];
    return {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
  }

 private:
  static constexpr int kPiecePx = 8;
  std::vector<Point> pieces_;
};

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
  const float per_softness = static_cast<float>(1.0 / kSoftness);
  const auto speckled = static_cast<float>(traits.speckle);
  const auto gritty = static_cast<float>(traits.grit);
  SkinRow row(window.width);
  Plane<float> trace(window.width, window.height);
  for (int y = 0; y < window.height; ++y) {
    row.lay(traits.placement, window, y);
    for (int x = 0; x < window.width; ++x) {
      const std::size_t i = trace.index(x, y);
      if (pressure.values[i] <= kNoContact) continue;
      const Point skin = row.at(x);
      const float ridge = master.ridges.between(skin.x, skin.y, -kRidgeScale) * (1.0F / kRidgeScale);
      const float pore = master.pores.between(skin.x, skin.y, 0) * pore_depth;
      float crease = master.creases.between(skin.x, skin.y, 0);
      if (traits.scratch_count > 0) {
        const Point place = window.at_500_ppi(x, y);
        crease = std::max(crease, scratched.between(place.x, place.y, 0));
      }
      const float height = ridge - pore - crease * crease_depth + pressure.values[i] + speckled * speckle.values[i] +
                           gritty * grit.values[i];
      trace.values[i] = std::clamp(0.5F + height * per_softness, 0.0F, 1.0F);
    }
  }
  return trace;
}

}  // namespace ridgeline::synthesis

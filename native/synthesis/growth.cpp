#include "synthesis/growth.hpp"

#include <algorithm>
#include <utility>

#include "synthesis/parameters.hpp"
#include "synthesis/random.hpp"
#include "synthesis/ridge_filters.hpp"

namespace ridgeline::synthesis {
namespace {

// A picture with a margin of zeros, so that filters read past the edge without asking.
struct Canvas {
  static constexpr int kMargin = 16;

  int width;
  int height;
  std::ptrdiff_t stride;
  std::vector<std::int16_t> values;

  Canvas(int w, int h)
      : width(w),
        height(h),
        stride(w + 2 * kMargin),
        values(static_cast<std::size_t>(stride) * static_cast<std::size_t>(h + 2 * kMargin)) {}

  [[nodiscard]] std::int16_t* row(int y) noexcept { return values.data() + (y + kMargin) * stride + kMargin; }
  [[nodiscard]] const std::int16_t* row(int y) const noexcept {
    return values.data() + (y + kMargin) * stride + kMargin;
  }
};

Plane<std::uint16_t> filter_numbers(const Plane<float>& orientation, const Plane<float>& period) {
  Plane<std::uint16_t> numbers(orientation.width, orientation.height);
  for (std::size_t i = 0; i < numbers.values.size(); ++i) {
    numbers.values[i] =
        filter_number(static_cast<double>(orientation.values[i]), static_cast<double>(period.values[i]));
  }
  return numbers;
}

Canvas sow(const FingerName& name, int width, int height) {
  Random random(Stream::growth, {name.seed, name.person, static_cast<std::uint64_t>(name.position)});
  Canvas canvas(width, height);
  for (int y = 0; y < height; ++y) {
    std::int16_t* row = canvas.row(y);
    for (int x = 0; x < width; ++x)
      row[x] = static_cast<std::int16_t>(random.below(2 * kSeedAmplitude + 1) - kSeedAmplitude);
  }
  return canvas;
}

// One pass over the whole canvas; `cell` by `cell` pixels share a filter.
void filter(const Canvas& from, const Plane<std::uint16_t>& numbers, int cell, const kernels::RidgeFilterBank& bank,
            int gain_16, Canvas& to) {
  const auto width = static_cast<std::size_t>(from.width);
  std::vector<std::uint16_t> numbers_of_row(width);
  std::vector<std::int32_t> responses(width);
  for (int y = 0; y < from.height; ++y) {
    for (int x = 0; x < from.width; ++x) numbers_of_row[static_cast<std::size_t>(x)] = numbers.at(x / cell, y / cell);
    kernels::ridge_responses()(bank, from.row(y), from.stride, numbers_of_row.data(), width, responses.data());
    std::ranges::transform(responses, to.row(y), [gain_16](std::int32_t sum) { return raised(sum, gain_16); });
  }
}

// Twice the resolution, each pixel from the four nearest cells.
Canvas enlarge(const Canvas& coarse) {
  Canvas fine(coarse.width * kCellPx, coarse.height * kCellPx);
  for (int y = 0; y < fine.height; ++y) {
    const std::int16_t* near_row = coarse.row(y / 2);
    const std::int16_t* far_row = coarse.row(y / 2 + (y % 2 == 0 ? -1 : 1));
    std::int16_t* target = fine.row(y);
    for (int x = 0; x < fine.width; ++x) {
      const int near = x / 2;
      const int far = near + (x % 2 == 0 ? -1 : 1);
      target[x] =
          static_cast<std::int16_t>((9 * near_row[near] + 3 * near_row[far] + 3 * far_row[near] + far_row[far]) / 16);
    }
  }
  return fine;
}

}  // namespace

Plane<std::int16_t> grow_ridges(const FingerName& name, int passes, const Plane<float>& orientation,
                                const Plane<float>& period) {
  const Plane<std::uint16_t> numbers = filter_numbers(orientation, period);

  Canvas now = sow(name, orientation.width, orientation.height);
  Canvas next(now.width, now.height);
  for (int pass = 0; pass < passes; ++pass) {
    filter(now, numbers, 1, coarse_filters().bank(), kGrowthGain_16, next);
    std::swap(now, next);
  }
  Canvas fine = enlarge(now);
  Canvas fine_next(fine.width, fine.height);
  for (int pass = 0; pass < kRefiningPasses; ++pass) {
    filter(fine, numbers, kCellPx, fine_filters().bank(), pass + 1 < kRefiningPasses ? kRefiningGain_16 : 16,
           fine_next);
    std::swap(fine, fine_next);
  }
  Plane<std::int16_t> ridges(fine.width, fine.height);
  for (int y = 0; y < ridges.height; ++y) {
    std::copy_n(fine.row(y), ridges.width, ridges.values.data() + ridges.index(0, y));
  }
  return ridges;
}

}  // namespace ridgeline::synthesis

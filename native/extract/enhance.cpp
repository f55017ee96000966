#include "extract/enhance.hpp"

#include <algorithm>
#include <array>

#include "extract/filter_bank.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

// Sums are in steps of 1/(kNormalisedScale 2^kKernelScaleBits); the response keeps 1/kResponseScale.
constexpr int kResponseShift = 16;
static_assert((std::int64_t{kNormalisedScale} << kKernelScaleBits) >> kResponseShift == kResponseScale);

template <class Output>
void store_cell(PixelPlane& plane, int cx, int cy, const std::int32_t* sums, const Output& output) noexcept {
  const int x_end = std::min(kCellPx, plane.width - cx * kCellPx);
  for (int y = 0; y < kCellPx && cy * kCellPx + y < plane.height; ++y) {
    std::int16_t* line = plane.row(cy * kCellPx + y) + cx * kCellPx;
    for (int x = 0; x < x_end; ++x) {
      const std::int32_t rounded = (sums[kCellPx * y + x] + (1 << (kResponseShift - 1))) >> kResponseShift;
      line[x] = output(static_cast<std::int16_t>(std::clamp(rounded, -32767, 32767)));
    }
  }
}

using PeriodIndices = CellGrid<std::uint8_t>;

PeriodIndices period_indices(const PeriodField& period, const CellMask& mask) {
  PeriodIndices out(mask.width, mask.height);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (mask.values[i] == 0) continue;
    out.values[i] = static_cast<std::uint8_t>(FilterBank::period_index(period.period_px.values[i]));
  }
  return out;
}

// The filters' responses, each gone through `output`; 0 outside the mask.
template <class Output>
PixelPlane filter(const PixelPlane& normalised, const OrientationField& orientation, const PeriodIndices& periods,
                  const CellMask& mask, const FilterBank& bank, const Output& output) {
  PixelPlane out(normalised.width, normalised.height);
  kernels::GaborCell* const filter_cell = kernels::gabor_cell();
  std::array<std::int32_t, kCellPx * kCellPx> sums{};
  for (int cy = 0; cy < mask.height; ++cy) {
    for (int cx = 0; cx < mask.width; ++cx) {
      const std::size_t cell = mask.index(cx, cy);
      if (mask.values[cell] == 0) continue;
      const int direction =
          FilterBank::orientation_index(orientation.cosine.values[cell], orientation.sine.values[cell]);
      const kernels::GaborKernel kernel = bank.kernel(direction, periods.values[cell]);
      filter_cell(normalised.row(cy * kCellPx) + cx * kCellPx, normalised.stride, kernel, sums.data());
      store_cell(out, cx, cy, sums.data(), output);
    }
  }
  return out;
}

// g / (|g| + saturation) by table: strong and weak ridges then speak alike in the next orientation estimate.
class Saturation {
 public:
  Saturation() {
    for (std::size_t i = 0; i < table_.size(); ++i) {
      const double g = static_cast<double>(i << kShift) / kResponseScale;
      table_[i] = static_cast<std::int16_t>(kNormalisedScale * g / (g + kResponseSaturation));
    }
  }
  [[nodiscard]] std::int16_t operator()(std::int16_t value) const noexcept {
    const int magnitude = value < 0 ? -value : value;
    const std::int16_t out = table_[static_cast<std::size_t>(magnitude >> kShift)];
    return static_cast<std::int16_t>(value < 0 ? -out : out);
  }

 private:
  static constexpr int kShift = 3;
  std::array<std::int16_t, (32768 >> kShift)> table_{};
};

}  // namespace

EnhancedPrint enhance(const PixelPlane& normalised, OrientationField orientation, const PeriodField& period,
                      const CellMask& mask) {
  static const Saturation saturation;
  const PeriodIndices periods = period_indices(period, mask);
  for (int pass = 1; pass < kPasses; ++pass) {
    PixelPlane ridges = filter(normalised, orientation, periods, mask, FilterBank::inner(), saturation);
    ridges.extend_edges();
    orientation = refined_orientation(structure_tensor(ridges));
  }
  PixelPlane response =
      filter(normalised, orientation, periods, mask, FilterBank::last(), [](std::int16_t value) { return value; });
  return {std::move(response), std::move(orientation)};
}

}  // namespace ridgeline

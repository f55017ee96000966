#include "image/resample.hpp"

#include <algorithm>
#include <string>

#include "base/limits.hpp"
#include "base/math.hpp"
#include "image/filter_taps.hpp"
#include "image/parameters.hpp"

namespace ridgeline {
namespace {

using resampling::kBetweenBits;
using resampling::kWeightBits;

std::string sides(int width, int height) { return std::to_string(width) + " x " + std::to_string(height) + " px"; }

// Of the input's own figures, so that nothing is computed or allocated from ones that lie.
Result<int> check_input(const GrayImage& image) {
  if (image.width <= 0 || image.height <= 0 ||
      image.pixels.size() != static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height)) {
    return Error{ErrorCode::INVALID_ARGUMENT, "an image said to be " + sides(image.width, image.height) +
                                                  " came with " + std::to_string(image.pixels.size()) + " pixels"};
  }
  if (image.width > limits::kMaxImageSide || image.height > limits::kMaxImageSide) {
    return Error{ErrorCode::IMAGE_TOO_LARGE, "expected sides of at most " + std::to_string(limits::kMaxImageSide) +
                                                 " px, got " + sides(image.width, image.height)};
  }
  // Written so that a resolution that is not a number fails as well.
  if (!(image.ppi >= limits::kMinPpi && image.ppi <= limits::kMaxPpi)) {
    return Error{ErrorCode::RESOLUTION_OUT_OF_RANGE, "expected 300 to 1200 ppi, got " + std::to_string(image.ppi)};
  }
  return 0;
}

Result<int> check_output(int width, int height) {
  if (width > limits::kMaxNominalSide || height > limits::kMaxNominalSide) {
    return Error{ErrorCode::IMAGE_TOO_LARGE, "expected sides of at most " + std::to_string(limits::kMaxNominalSide) +
                                                 " px at 500 ppi, got " + sides(width, height)};
  }
  if (width < limits::kMinNominalSide || height < limits::kMinNominalSide) {
    return Error{ErrorCode::IMAGE_TOO_SMALL, "expected sides of at least " + std::to_string(limits::kMinNominalSide) +
                                                 " px at 500 ppi, got " + sides(width, height)};
  }
  return 0;
}

// Resolutions near enough to nominal count as nominal.
double ppi_of(const GrayImage& image) {
  const double share = image.ppi / limits::kNominalPpi;
  const bool nominal = share > 1 - resampling::kNominalTolerance && share < 1 + resampling::kNominalTolerance;
  return nominal ? limits::kNominalPpi : image.ppi;
}

// One output row, still at the input's width: a weighted sum of input rows. `sums` is scratch of the same width.
void filter_columns(const GrayImage& image, std::span<const std::int16_t> weights, int first_row,
                    std::vector<std::int32_t>& sums, std::vector<std::int16_t>& row) {
  constexpr int shift = kWeightBits - kBetweenBits;
  const auto width = static_cast<std::size_t>(image.width);
  std::fill(sums.begin(), sums.end(), 1 << (shift - 1));
  for (std::size_t tap = 0; tap < weights.size(); ++tap) {
    const std::int16_t weight = weights[tap];
    if (weight == 0) continue;
    const std::uint8_t* pixels = image.pixels.data() + (static_cast<std::size_t>(first_row) + tap) * width;
    for (std::size_t x = 0; x < width; ++x) sums[x] += static_cast<std::int16_t>(pixels[x]) * weight;
  }
  for (std::size_t x = 0; x < width; ++x) row[x] = static_cast<std::int16_t>(sums[x] >> shift);
}

// The same row at the output's width. `row` reaches a filter's length beyond the image, so that no tap reads outside.
void filter_row(const std::vector<std::int16_t>& row, const FilterTaps& columns, std::span<std::uint8_t> output) {
  constexpr int shift = kWeightBits + kBetweenBits;
  const int taps = columns.taps();
  for (std::size_t x = 0; x < output.size(); ++x) {
    const std::int16_t* weights = columns.weights(static_cast<int>(x)).data();
    const std::int16_t* samples = row.data() + columns.first(static_cast<int>(x));
    std::int32_t sum = 1 << (shift - 1);
    for (int tap = 0; tap < taps; ++tap) sum += samples[tap] * weights[tap];
    output[x] = static_cast<std::uint8_t>(std::clamp(sum >> shift, 0, 255));
  }
}

// An image of these sides, the given ppi and `step` pixels of the given image a pixel.
GrayImage resample(const GrayImage& image, int width, int height, double step, double ppi) {
  const FilterTaps columns(image.width, width, step);
  const FilterTaps rows(image.height, height, step);
  const auto input_width = static_cast<std::size_t>(image.width);
  const auto output_width = static_cast<std::size_t>(width);
  std::vector<std::int32_t> sums(input_width);
  std::vector<std::int16_t> row(input_width + static_cast<std::size_t>(columns.taps()));
  GrayImage output{width, height, ppi, std::vector<std::uint8_t>(output_width * static_cast<std::size_t>(height))};
  for (int y = 0; y < height; ++y) {
    filter_columns(image, rows.weights(y), rows.first(y), sums, row);
    filter_row(row, columns,
               std::span(output.pixels).subspan(static_cast<std::size_t>(y) * output_width, output_width));
  }
  return output;
}

}  // namespace

Result<GrayImage> resample_to_500_ppi(const GrayImage& image) {
  if (const auto checked = check_input(image); !checked) return checked.error();
  const double step = ppi_of(image) / limits::kNominalPpi;
  const int width = round_to_int(image.width / step);
  const int height = round_to_int(image.height / step);
  if (const auto checked = check_output(width, height); !checked) return checked.error();
  if (step != 1.0) return resample(image, width, height, step, limits::kNominalPpi);
  GrayImage copy = image;
  copy.ppi = limits::kNominalPpi;
  return copy;
}

Result<GrayImage> resample_to(const GrayImage& image, double ppi) {
  if (const auto checked = check_input(image); !checked) return checked.error();
  const double step = ppi_of(image) / ppi;
  return resample(image, std::max(1, round_to_int(image.width / step)), std::max(1, round_to_int(image.height / step)),
                  step, ppi);
}

}  // namespace ridgeline

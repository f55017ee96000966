#include "extract/normalise.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace ridgeline {
namespace {

using namespace extract_parameters;

// A row of a cell field, interpolated to pixel row y and then to every pixel column. Cell c's centre is at pixel
// kCellPx c + (kCellPx - 1)/2.
class PixelInterpolator {
 public:
  PixelInterpolator(const CellField& field, int width_px)
      : field_(field), line_(static_cast<std::size_t>(field.width)), out_(static_cast<std::size_t>(width_px)) {}

  const float* row(int y) noexcept {
    const auto [below, share] = place(y, field_.height);
    const float* first = &field_.values[field_.index(0, below)];
    const float* second = &field_.values[field_.index(0, std::min(below + 1, field_.height - 1))];
    for (int x = 0; x < field_.width; ++x)
      line_[static_cast<std::size_t>(x)] = first[x] + share * (second[x] - first[x]);
    for (std::size_t x = 0; x < out_.size(); ++x) {
      const auto [left, across] = place(static_cast<int>(x), field_.width);
      const float a = line_[static_cast<std::size_t>(left)];
      const float b = line_[static_cast<std::size_t>(std::min(left + 1, field_.width - 1))];
      out_[x] = a + across * (b - a);
    }
    return out_.data();
  }

 private:
  struct Place {
    int cell;
    float share;
  };
  static Place place(int px, int cells) noexcept {
    const int doubled = 2 * px - (kCellPx - 1);
    if (doubled <= 0) return {0, 0.0f};
    const int cell = std::min(doubled / (2 * kCellPx), cells - 1);
    return {cell, static_cast<float>(doubled - cell * 2 * kCellPx) / static_cast<float>(2 * kCellPx)};
  }

  const CellField& field_;
  std::vector<float> line_;
  std::vector<float> out_;
};

std::int16_t to_step(float value) noexcept {
  constexpr auto kLimit = static_cast<float>(kNormalisedLimit);
  const float clamped = std::clamp(value, -kLimit, kLimit);
  return static_cast<std::int16_t>(static_cast<int>(clamped * kNormalisedScale + (kLimit * kNormalisedScale + 0.5f)) -
                                   static_cast<int>(kLimit * kNormalisedScale));
}

}  // namespace

GrayImage without_sensor_edge(const GrayImage& image) {
  GrayImage out = image;
  const auto width = static_cast<std::size_t>(image.width);
  for (int y = 0; y < image.height; ++y) {
    const int from = std::clamp(y, kSensorEdgePx, image.height - 1 - kSensorEdgePx);
    std::uint8_t* line = out.pixels.data() + static_cast<std::size_t>(y) * width;
    if (from != y) std::memcpy(line, image.pixels.data() + static_cast<std::size_t>(from) * width, width);
    std::fill(line, line + kSensorEdgePx, line[kSensorEdgePx]);
    std::fill(line + width - kSensorEdgePx, line + width, line[width - 1 - kSensorEdgePx]);
  }
  return out;
}

LocalStatistics local_statistics(const GrayImage& image) {
  CellField mean(cells_of(image.width), cells_of(image.height));
  CellField square(mean.width, mean.height);
  for (int cy = 0; cy < mean.height; ++cy) {
    for (int cx = 0; cx < mean.width; ++cx) {
      const int x_end = std::min(image.width, (cx + 1) * kCellPx);
      const int y_end = std::min(image.height, (cy + 1) * kCellPx);
      int count = 0;
      int sum = 0;
      int squares = 0;
      for (int y = cy * kCellPx; y < y_end; ++y) {
        for (int x = cx * kCellPx; x < x_end; ++x) {
          const int grey = image.at(x, y);
          sum += grey;
          squares += grey * grey;
          ++count;
        }
      }
      mean.at(cx, cy) = static_cast<float>(sum) / static_cast<float>(count);
      square.at(cx, cy) = static_cast<float>(squares) / static_cast<float>(count);
    }
  }
  LocalStatistics out{blur(mean, kStatisticsSigma_cells), blur(square, kStatisticsSigma_cells)};
  for (std::size_t i = 0; i < out.mean.size(); ++i) {
    const float m = out.mean.values[i];
    out.deviation.values[i] = std::sqrt(std::max(0.0f, out.deviation.values[i] - m * m));
  }
  return out;
}

PixelPlane normalise(const GrayImage& image, const LocalStatistics& statistics) {
  CellField gain = statistics.deviation;
  for (float& value : gain.values) value = 1.0f / (value + static_cast<float>(kDeviationFloor));
  PixelInterpolator means(statistics.mean, image.width);
  PixelInterpolator gains(gain, image.width);
  PixelPlane out(image.width, image.height);
  for (int y = 0; y < image.height; ++y) {
    const float* mean = means.row(y);
    const float* factor = gains.row(y);
    const std::uint8_t* grey =
        image.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width);
    std::int16_t* line = out.row(y);
    for (int x = 0; x < image.width; ++x) line[x] = to_step((static_cast<float>(grey[x]) - mean[x]) * factor[x]);
  }
  out.extend_edges();
  return out;
}

}  // namespace ridgeline

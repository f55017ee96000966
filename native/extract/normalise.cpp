#include "extract/normalise.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "extract/kernels/planes.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

// A row of a cell field, interpolated to pixel row y and then to every pixel column. Cell c's centre is at pixel
// kCellPx c + (kCellPx - 1)/2, so the pixels between two centres lie at odd eighths of their distance.
class PixelInterpolator {
 public:
  explicit PixelInterpolator(const CellField& field)
      : field_(field),
        line_(static_cast<std::size_t>(field.width) + 1),
        out_(static_cast<std::size_t>(field.width + 1) * kCellPx) {}

  const float* row(int y) noexcept {
    const auto [below, share] = place(y);
    const float* first = &field_.values[field_.index(0, below)];
    const float* second = &field_.values[field_.index(0, std::min(below + 1, field_.height - 1))];
    const auto cells = static_cast<std::size_t>(field_.width);
    for (std::size_t x = 0; x < cells; ++x) line_[x] = first[x] + share * (second[x] - first[x]);
    line_[cells] = line_[cells - 1];
    std::fill(out_.begin(), out_.begin() + kCellPx / 2, line_[0]);
    float* out = out_.data() + kCellPx / 2;
    for (std::size_t cell = 0; cell < cells; ++cell, out += kCellPx) {
      const float left = line_[cell];
      const float step = line_[cell + 1] - left;
      for (std::size_t i = 0; i < kCellPx; ++i) out[i] = left + kShares[i] * step;
    }
    return out_.data();
  }

 private:
  static_assert(kCellPx == 4);
  static constexpr float kShares[kCellPx] = {0.125f, 0.375f, 0.625f, 0.875f};

  struct Place {
    int cell;
    float share;
  };
  [[nodiscard]] Place place(int y) const noexcept {
    const int from = y - kCellPx / 2;
    if (from < 0) return {0, 0.0f};
    return {std::min(from / kCellPx, field_.height - 1), kShares[from % kCellPx]};
  }

  const CellField& field_;
  std::vector<float> line_;
  std::vector<float> out_;
};

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
  const auto moment_row = kernels::plane_kernels().moment_row;
  const auto width = static_cast<std::size_t>(image.width);
  std::vector<std::int32_t> sums = column_sums(image.width, 2);
  for (int cy = 0; cy < mean.height; ++cy) {
    const int rows = std::min(kCellPx, image.height - cy * kCellPx);
    std::array<const std::uint8_t*, kCellPx> lines{};
    for (int i = 0; i < rows; ++i) {
      lines[static_cast<std::size_t>(i)] = image.pixels.data() + static_cast<std::size_t>(cy * kCellPx + i) * width;
    }
    const std::size_t at = mean.index(0, cy);
    moment_row(lines.data(), rows, image.width, sums.data(), {&mean.values[at], &square.values[at]});
    for (int cx = 0; cx < mean.width; ++cx) {
      const auto count = static_cast<float>(rows * std::min(kCellPx, image.width - cx * kCellPx));
      mean.at(cx, cy) /= count;
      square.at(cx, cy) /= count;
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
  PixelInterpolator means(statistics.mean);
  PixelInterpolator gains(gain);
  PixelPlane out(image.width, image.height);
  const auto normalise_row = kernels::plane_kernels().normalise_row;
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* grey =
        image.pixels.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(image.width);
    normalise_row(grey, means.row(y), gains.row(y), image.width, out.row(y));
  }
  out.extend_edges();
  return out;
}

}  // namespace ridgeline

#include "extract/orientation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/math.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

// One binomial [1 4 6 4 1] in both directions, in integers; the sum of weights is 256.
PixelPlane binomial(const PixelPlane& plane) {
  PixelPlane out(plane.width, plane.height);
  const auto width = static_cast<std::size_t>(plane.width) + 4;
  std::vector<std::int32_t> column(width);
  for (int y = 0; y < plane.height; ++y) {
    const std::int16_t* r0 = plane.row(y - 2) - 2;
    const std::int16_t* r1 = plane.row(y - 1) - 2;
    const std::int16_t* r2 = plane.row(y) - 2;
    const std::int16_t* r3 = plane.row(y + 1) - 2;
    const std::int16_t* r4 = plane.row(y + 2) - 2;
    for (std::size_t x = 0; x < width; ++x) column[x] = r0[x] + r4[x] + 4 * (r1[x] + r3[x]) + 6 * r2[x];
    std::int16_t* line = out.row(y);
    for (std::size_t x = 0; x + 4 < width; ++x) {
      const std::int32_t sum = column[x] + column[x + 4] + 4 * (column[x + 1] + column[x + 3]) + 6 * column[x + 2];
      line[x] = static_cast<std::int16_t>((sum + 128) >> 8);
    }
  }
  out.extend_edges();
  return out;
}

// Gradients are halved in number of bits so that sums of 16 squares keep inside int32.
constexpr int kGradientShift = 2;

void add_gradient_row(const PixelPlane& plane, int y, std::vector<std::int32_t>& a, std::vector<std::int32_t>& b,
                      std::vector<std::int32_t>& e) noexcept {
  const std::int16_t* above = plane.row(y - 1);
  const std::int16_t* here = plane.row(y);
  const std::int16_t* below = plane.row(y + 1);
  for (int x = 0; x < plane.width; ++x) {
    const std::int32_t gx = (here[x + 1] - here[x - 1]) >> kGradientShift;
    const std::int32_t gy = (below[x] - above[x]) >> kGradientShift;
    const std::int32_t xx = gx * gx;
    const std::int32_t yy = gy * gy;
    a[static_cast<std::size_t>(x)] += xx - yy;
    b[static_cast<std::size_t>(x)] += 2 * gx * gy;
    e[static_cast<std::size_t>(x)] += xx + yy;
  }
}

float cell_sum(const std::vector<std::int32_t>& columns, int cell) noexcept {
  const std::size_t from = static_cast<std::size_t>(cell) * kCellPx;
  const std::size_t to = std::min(columns.size(), from + kCellPx);
  std::int64_t sum = 0;
  for (std::size_t x = from; x < to; ++x) sum += columns[x];
  return static_cast<float>(sum);
}

float mean_of(const CellField& field) {
  const double sum = std::accumulate(field.values.begin(), field.values.end(), 0.0);
  return static_cast<float>(sum / static_cast<double>(std::max<std::size_t>(1, field.size())));
}

// Tensor blurred, its coherence, and unit doubled-angle vectors weighted for propagation.
struct Weighted {
  CellField a;
  CellField b;
  CellField coherence;
};

Weighted weigh(const StructureTensor& tensor, double sigma_cells) {
  Weighted out{blur(tensor.a, sigma_cells), blur(tensor.b, sigma_cells), blur(tensor.energy, sigma_cells)};
  const float mean_energy = mean_of(out.coherence);
  const float coherence_floor = static_cast<float>(kCoherenceEnergyFloor) * mean_energy + 1e-6f;
  const float energy_floor = static_cast<float>(kPropagationEnergyFloor) * mean_energy + 1e-6f;
  for (std::size_t i = 0; i < out.a.size(); ++i) {
    const float a = out.a.values[i];
    const float b = out.b.values[i];
    const float energy = out.coherence.values[i];
    const float magnitude = std::sqrt(a * a + b * b);
    const float coherence = magnitude / (energy + coherence_floor);
    const float weight = coherence * coherence * energy / (energy + energy_floor);
    const float scale = magnitude > 0.0f ? weight / magnitude : 0.0f;
    out.a.values[i] = a * scale;
    out.b.values[i] = b * scale;
    out.coherence.values[i] = coherence;
  }
  return out;
}

// The gradient points across the ridges: half a turn of the doubled angle makes it the ridge direction.
OrientationField ridge_direction(CellField a, CellField b, CellField coherence) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    const float magnitude = std::sqrt(a.values[i] * a.values[i] + b.values[i] * b.values[i]);
    const bool known = magnitude > 0.0f;
    a.values[i] = known ? -a.values[i] / magnitude : 1.0f;
    b.values[i] = known ? -b.values[i] / magnitude : 0.0f;
  }
  return {std::move(a), std::move(b), std::move(coherence)};
}

}  // namespace

double OrientationField::angle(std::size_t cell) const noexcept {
  const double half = arc_tangent(sine.values[cell], cosine.values[cell]) / 2;
  return half < 0 ? half + kPi : half;
}

double OrientationField::angle_at_px(double x, double y) const noexcept {
  const double fx = std::clamp((x - (kCellPx - 1) / 2.0) / kCellPx, 0.0, static_cast<double>(cosine.width - 1));
  const double fy = std::clamp((y - (kCellPx - 1) / 2.0) / kCellPx, 0.0, static_cast<double>(cosine.height - 1));
  const int x0 = static_cast<int>(fx);
  const int y0 = static_cast<int>(fy);
  const int x1 = std::min(x0 + 1, cosine.width - 1);
  const int y1 = std::min(y0 + 1, cosine.height - 1);
  const double wx = fx - x0;
  const double wy = fy - y0;
  const auto mix = [&](const CellField& f) {
    return (1 - wy) * ((1 - wx) * f.at(x0, y0) + wx * f.at(x1, y0)) +
           wy * ((1 - wx) * f.at(x0, y1) + wx * f.at(x1, y1));
  };
  const double half = arc_tangent(mix(sine), mix(cosine)) / 2;
  return half < 0 ? half + kPi : half;
}

StructureTensor structure_tensor(const PixelPlane& plane, bool smooth) {
  const PixelPlane smoothed = smooth ? binomial(plane) : PixelPlane();
  const PixelPlane& source = smooth ? smoothed : plane;
  StructureTensor out{CellField(cells_of(plane.width), cells_of(plane.height)), {}, {}};
  out.b = out.a;
  out.energy = out.a;
  const auto width = static_cast<std::size_t>(plane.width);
  std::vector<std::int32_t> a(width), b(width), e(width);
  for (int cy = 0; cy < out.a.height; ++cy) {
    std::fill(a.begin(), a.end(), 0);
    std::fill(b.begin(), b.end(), 0);
    std::fill(e.begin(), e.end(), 0);
    for (int y = cy * kCellPx; y < std::min(plane.height, (cy + 1) * kCellPx); ++y)
      add_gradient_row(source, y, a, b, e);
    for (int cx = 0; cx < out.a.width; ++cx) {
      out.a.at(cx, cy) = cell_sum(a, cx);
      out.b.at(cx, cy) = cell_sum(b, cx);
      out.energy.at(cx, cy) = cell_sum(e, cx);
    }
  }
  return out;
}

OrientationField first_orientation(const StructureTensor& tensor) {
  Weighted weighted = weigh(tensor, kTensorSigma_cells);
  CellField a = blur(weighted.a, kPropagationSigma_cells);
  CellField b = blur(weighted.b, kPropagationSigma_cells);
  const CellField far_a = blur(weighted.a, kFarPropagationSigma_cells);
  const CellField far_b = blur(weighted.b, kFarPropagationSigma_cells);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a.values[i] += static_cast<float>(kFarPropagationWeight) * far_a.values[i];
    b.values[i] += static_cast<float>(kFarPropagationWeight) * far_b.values[i];
  }
  return ridge_direction(std::move(a), std::move(b), std::move(weighted.coherence));
}

OrientationField refined_orientation(const StructureTensor& tensor) {
  Weighted weighted = weigh(tensor, kRefineSigma_cells);
  return ridge_direction(blur(weighted.a, kRefineSigma_cells), blur(weighted.b, kRefineSigma_cells),
                         std::move(weighted.coherence));
}

}  // namespace ridgeline

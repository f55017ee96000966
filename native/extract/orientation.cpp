#include "extract/orientation.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "base/math.hpp"
#include "extract/kernels/planes.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

// Rows of a plane after one binomial filter, made as they are asked for in rising order and kept while the tensor of a
// row of cells needs them. The rows and columns beyond the edges repeat those at the edges.
class SmoothedRows {
 public:
  explicit SmoothedRows(const PixelPlane& plane)
      : plane_(plane),
        stride_(static_cast<std::size_t>(plane.width) + 2 * kMargin),
        rows_(stride_ * kKept),
        column_(static_cast<std::size_t>(plane.width) + 4) {}

  const std::int16_t* row(int y) {
    const int inside = std::clamp(y, 0, plane_.height - 1);
    for (; made_ <= inside; ++made_) make(made_);
    return at(inside);
  }

 private:
  static constexpr std::size_t kMargin = 1;
  static constexpr std::size_t kKept = 8;  // six are in use at a time

  std::int16_t* at(int y) noexcept { return rows_.data() + (static_cast<std::size_t>(y) % kKept) * stride_ + kMargin; }

  void make(int y) {
    const std::array<const std::int16_t*, 5> around = {plane_.row(y - 2), plane_.row(y - 1), plane_.row(y),
                                                       plane_.row(y + 1), plane_.row(y + 2)};
    std::int16_t* line = at(y);
    kernels::plane_kernels().binomial_row(around.data(), plane_.width, column_.data(), line);
    line[-1] = line[0];
    line[plane_.width] = line[plane_.width - 1];
  }

  const PixelPlane& plane_;
  std::size_t stride_;
  std::vector<std::int16_t> rows_;
  std::vector<std::int32_t> column_;
  int made_ = 0;
};

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

// Weighted directions spread to their surroundings; a share comes from afar, which decides where all that is near is weak.
OrientationField propagate(Weighted weighted, double sigma_cells, double far_sigma_cells, double far_weight) {
  CellField a = blur(weighted.a, sigma_cells);
  CellField b = blur(weighted.b, sigma_cells);
  const CellField far_a = blur(weighted.a, far_sigma_cells);
  const CellField far_b = blur(weighted.b, far_sigma_cells);
  for (std::size_t i = 0; i < a.size(); ++i) {
    a.values[i] += static_cast<float>(far_weight) * far_a.values[i];
    b.values[i] += static_cast<float>(far_weight) * far_b.values[i];
  }
  return ridge_direction(std::move(a), std::move(b), std::move(weighted.coherence));
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

StructureTensor structure_tensor(const PixelPlane& plane) {
  StructureTensor out{CellField(cells_of(plane.width), cells_of(plane.height)), {}, {}};
  out.b = out.a;
  out.energy = out.a;
  SmoothedRows smoothed(plane);
  std::vector<std::int32_t> sums = column_sums(plane.width, 3);
  const auto tensor_row = kernels::plane_kernels().tensor_row;
  for (int cy = 0; cy < out.a.height; ++cy) {
    const int count = plane.rows_in_cell(cy);
    std::array<const std::int16_t*, kCellPx + 2> rows{};
    for (int i = 0; i < count + 2; ++i) rows[static_cast<std::size_t>(i)] = smoothed.row(cy * kCellPx + i - 1);
    const std::size_t at = out.a.index(0, cy);
    tensor_row(rows.data(), count, plane.width, sums.data(),
               {&out.a.values[at], &out.b.values[at], &out.energy.values[at]});
  }
  return out;
}

OrientationField first_orientation(const StructureTensor& tensor) {
  return propagate(weigh(tensor, kTensorSigma_cells), kPropagationSigma_cells, kFarPropagationSigma_cells,
                   kFarPropagationWeight);
}

OrientationField refined_orientation(const StructureTensor& tensor) {
  return propagate(weigh(tensor, kRefineSigma_cells), kRefineSigma_cells, kRefineFarSigma_cells, kRefineFarWeight);
}

}  // namespace ridgeline

#include "extract/planes.hpp"

#include <algorithm>
#include <cstring>

#include "base/math.hpp"
#include "extract/kernels/planes.hpp"

namespace ridgeline {
namespace {

constexpr double kCutSigmas = 2.5;

std::vector<float> gaussian_weights(double sigma) {
  const int radius = std::max(1, static_cast<int>(kCutSigmas * sigma));
  std::vector<float> weights(static_cast<std::size_t>(2 * radius + 1));
  for (int i = -radius; i <= radius; ++i) {
    weights[static_cast<std::size_t>(i + radius)] = static_cast<float>(exponential(-0.5 * i * i / (sigma * sigma)));
  }
  return weights;
}

// One over the sum of the weights that fall inside a line of `length`, for every place on it.
std::vector<float> inside_norms(const std::vector<float>& weights, int length) {
  const int radius = static_cast<int>(weights.size() / 2);
  std::vector<float> norms(static_cast<std::size_t>(length));
  for (int i = 0; i < length; ++i) {
    float sum = 0;
    for (int k = -radius; k <= radius; ++k) {
      if (i + k >= 0 && i + k < length) sum += weights[static_cast<std::size_t>(k + radius)];
    }
    norms[static_cast<std::size_t>(i)] = 1.0f / sum;
  }
  return norms;
}

CellField blur_rows(const CellField& field, const std::vector<float>& weights) {
  const int radius = static_cast<int>(weights.size() / 2);
  const std::vector<float> norms = inside_norms(weights, field.width);
  CellField out(field.width, field.height);
  std::vector<float> line(static_cast<std::size_t>(field.width + 2 * radius));
  const auto blur_row = kernels::plane_kernels().blur_row;
  for (int y = 0; y < field.height; ++y) {
    const float* source = &field.values[field.index(0, y)];
    std::copy(source, source + field.width, line.begin() + radius);
    blur_row(line.data(), {weights.data(), 2 * radius + 1}, norms.data(), field.width, &out.values[out.index(0, y)]);
  }
  return out;
}

CellField blur_columns(const CellField& field, const std::vector<float>& weights) {
  const int radius = static_cast<int>(weights.size() / 2);
  const std::vector<float> norms = inside_norms(weights, field.height);
  CellField out(field.width, field.height);
  const auto blur_column = kernels::plane_kernels().blur_column;
  for (int y = 0; y < field.height; ++y) {
    const int first = std::max(-radius, -y);
    const int last = std::min(radius, field.height - 1 - y);
    blur_column(&field.values[field.index(0, y + first)], field.width,
                {weights.data() + first + radius, last - first + 1}, norms[static_cast<std::size_t>(y)], field.width,
                &out.values[out.index(0, y)]);
  }
  return out;
}

}  // namespace

void PixelPlane::extend_edges() noexcept {
  for (int y = 0; y < height; ++y) {
    std::int16_t* line = row(y);
    std::fill(line - kMargin, line, line[0]);
    std::fill(line + width, line + stride - kMargin, line[width - 1]);
  }
  const std::size_t bytes = static_cast<std::size_t>(stride) * sizeof(std::int16_t);
  for (int y = 1; y <= kMargin; ++y) {
    std::memcpy(row(-y) - kMargin, row(0) - kMargin, bytes);
    std::memcpy(row(height - 1 + y) - kMargin, row(height - 1) - kMargin, bytes);
  }
}

CellField blur(const CellField& field, double sigma_cells) {
  const std::vector<float> weights = gaussian_weights(sigma_cells);
  return blur_columns(blur_rows(field, weights), weights);
}

float quantile(const CellField& field, const CellMask* mask, double share) {
  std::vector<float> sorted;
  sorted.reserve(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (mask == nullptr || mask->values[i] != 0) sorted.push_back(field.values[i]);
  }
  if (sorted.empty()) sorted = field.values;
  if (sorted.empty()) return 0.0f;
  const auto rank = static_cast<std::ptrdiff_t>(share * static_cast<double>(sorted.size() - 1));
  std::nth_element(sorted.begin(), sorted.begin() + rank, sorted.end());
  return sorted[static_cast<std::size_t>(rank)];
}

}  // namespace ridgeline

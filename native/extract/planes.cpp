#include "extract/planes.hpp"

#include <algorithm>
#include <cstring>

#include "base/math.hpp"

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

// Adds weight x source to target, `count` long: the one inner loop of the blur.
void add_scaled(float* target, const float* source, float weight, int count) noexcept {
  for (int i = 0; i < count; ++i) target[i] += weight * source[i];
}

CellField blur_rows(const CellField& field, const std::vector<float>& weights) {
  const int radius = static_cast<int>(weights.size() / 2);
  const std::vector<float> norms = inside_norms(weights, field.width);
  CellField out(field.width, field.height);
  for (int y = 0; y < field.height; ++y) {
    float* target = &out.values[out.index(0, y)];
    const float* source = &field.values[field.index(0, y)];
    for (int k = -radius; k <= radius; ++k) {
      const int from = std::max(0, -k);
      const int to = std::min(field.width, field.width - k);
      if (from < to)
        add_scaled(target + from, source + from + k, weights[static_cast<std::size_t>(k + radius)], to - from);
    }
    for (int x = 0; x < field.width; ++x) target[x] *= norms[static_cast<std::size_t>(x)];
  }
  return out;
}

CellField blur_columns(const CellField& field, const std::vector<float>& weights) {
  const int radius = static_cast<int>(weights.size() / 2);
  const std::vector<float> norms = inside_norms(weights, field.height);
  CellField out(field.width, field.height);
  for (int y = 0; y < field.height; ++y) {
    float* target = &out.values[out.index(0, y)];
    for (int k = std::max(-radius, -y); k <= std::min(radius, field.height - 1 - y); ++k) {
      add_scaled(target, &field.values[field.index(0, y + k)], weights[static_cast<std::size_t>(k + radius)],
                 field.width);
    }
    for (int x = 0; x < field.width; ++x) target[x] *= norms[static_cast<std::size_t>(y)];
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

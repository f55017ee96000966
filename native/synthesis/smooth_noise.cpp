#include "synthesis/smooth_noise.hpp"

#include <algorithm>
#include <cstdint>

namespace ridgeline::synthesis {
namespace {

// Deviation of a bicubic spline with independent weights of deviation 1, averaged over a cell: the integral of the squared
// cubic basis, 151/315.
constexpr double kSplineDeviation = 151.0 / 315.0;

// Sum of eight 16-bit numbers: near enough to a normal deviate for a weight that is smoothed, and ten times faster.
float rough_normal(Random& random) noexcept {
  const std::uint64_t a = random.bits();
  const std::uint64_t b = random.bits();
  int sum = -8 * 32768;
  for (int shift = 0; shift < 64; shift += 16)
    sum += static_cast<int>((a >> shift) & 0xFFFF) + static_cast<int>((b >> shift) & 0xFFFF);
  return static_cast<float>(sum) *
         static_cast<float>(1.0 / (65536.0 * 0.81649658));  // deviation of the sum: sqrt(8/12)
}

}  // namespace

NoiseRows::Tap::Tap(int sample, double spacing) noexcept {
  const double position = sample / spacing;
  first = static_cast<int>(position);
  const double t = position - first;
  const double u = 1.0 - t;
  weights = {static_cast<float>(u * u * u / 6), static_cast<float>((3 * t * t * t - 6 * t * t + 4) / 6),
             static_cast<float>((3 * u * u * u - 6 * u * u + 4) / 6), static_cast<float>(t * t * t / 6)};
}

NoiseRows::NoiseRows(Random& random, int width, int height, double spacing)
    : width_(width),
      spacing_(spacing),
      knots_(static_cast<int>(width / spacing) + 5, static_cast<int>(height / spacing) + 5),
      wide_(width, kTaps),
      row_(static_cast<std::size_t>(width)) {
  for (float& knot : knots_.values) knot = rough_normal(random) * static_cast<float>(1.0 / kSplineDeviation);
  across_.reserve(row_.size());
  for (int x = 0; x < width; ++x) across_.emplace_back(x, spacing);
}

float* NoiseRows::wide(int knot_row) noexcept { return wide_.values.data() + wide_.index(0, knot_row % kTaps); }

void NoiseRows::widen(int knot_row) noexcept {
  float* const out = wide(knot_row);
  const float* const knots = knots_.values.data() + knots_.index(0, knot_row);
  for (int x = 0; x < width_; ++x) {
    const Tap& tap = across_[static_cast<std::size_t>(x)];
    const float* k = knots + tap.first;
    out[x] = k[0] * tap.weights[0] + k[1] * tap.weights[1] + k[2] * tap.weights[2] + k[3] * tap.weights[3];
  }
}

const float* NoiseRows::next() noexcept {
  const Tap tap(y_++, spacing_);
  for (; widened_ < tap.first + kTaps; ++widened_) widen(widened_);
  const float* const a = wide(tap.first);
  const float* const b = wide(tap.first + 1);
  const float* const c = wide(tap.first + 2);
  const float* const d = wide(tap.first + 3);
  float* const row = row_.data();
  for (int x = 0; x < width_; ++x)
    row[x] = a[x] * tap.weights[0] + b[x] * tap.weights[1] + c[x] * tap.weights[2] + d[x] * tap.weights[3];
  return row;
}

Plane<float> smooth_noise(Random& random, int width, int height, double spacing) {
  NoiseRows rows(random, width, height, spacing);
  Plane<float> out(width, height);
  for (int y = 0; y < height; ++y) std::copy_n(rows.next(), width, out.values.data() + out.index(0, y));
  return out;
}

}  // namespace ridgeline::synthesis

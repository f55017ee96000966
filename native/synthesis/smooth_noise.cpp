#include "synthesis/smooth_noise.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace ridgeline::synthesis {
namespace {

// Deviation of a bicubic spline with independent weights of deviation 1, averaged over a cell: the integral of the squared
// cubic basis, 151/315.
constexpr double kSplineDeviation = 151.0 / 315.0;

struct Tap {
  int first = 0;
  std::array<float, 4> weights{};
};

// For every sample along one axis: the four knots around it and their weights.
std::vector<Tap> taps_of(int count, double spacing) {
  std::vector<Tap> taps(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    const double position = i / spacing;
    const int first = static_cast<int>(position);
    const double t = position - first;
    const double u = 1.0 - t;
    Tap& tap = taps[static_cast<std::size_t>(i)];
    tap.first = first;
    tap.weights = {static_cast<float>(u * u * u / 6), static_cast<float>((3 * t * t * t - 6 * t * t + 4) / 6),
                   static_cast<float>((3 * u * u * u - 6 * u * u + 4) / 6), static_cast<float>(t * t * t / 6)};
  }
  return taps;
}

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

Plane<float> smooth_noise(Random& random, int width, int height, double spacing) {
  const int columns = static_cast<int>(width / spacing) + 5;
  const int rows = static_cast<int>(height / spacing) + 5;
  Plane<float> knots(columns, rows);
  for (float& knot : knots.values) knot = rough_normal(random) * static_cast<float>(1.0 / kSplineDeviation);

  const std::vector<Tap> across = taps_of(width, spacing);
  Plane<float> wide(width, rows);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < width; ++x) {
      const Tap& tap = across[static_cast<std::size_t>(x)];
      const float* k = knots.values.data() + knots.index(tap.first, y);
      wide.at(x, y) = k[0] * tap.weights[0] + k[1] * tap.weights[1] + k[2] * tap.weights[2] + k[3] * tap.weights[3];
    }
  }
  const std::vector<Tap> down = taps_of(height, spacing);
  Plane<float> out(width, height);
  for (int y = 0; y < height; ++y) {
    const Tap& tap = down[static_cast<std::size_t>(y)];
    const float* k = wide.values.data() + wide.index(0, tap.first);
    float* row = out.values.data() + out.index(0, y);
    for (int x = 0; x < width; ++x) {
      row[x] = k[x] * tap.weights[0] + k[x + width] * tap.weights[1] + k[x + 2 * width] * tap.weights[2] +
               k[x + 3 * width] * tap.weights[3];
    }
  }
  return out;
}

}  // namespace ridgeline::synthesis

#include "image/filter_taps.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"
#include "image/parameters.hpp"

namespace ridgeline {
namespace {

constexpr int kLobes = resampling::kLobes;
constexpr int kTapsMultiple = 8;

// The Lanczos kernel at x, in samples of the coarser grid.
double lanczos(double x) {
  if (x < 0) x = -x;
  if (x >= kLobes) return 0;
  if (x < 1e-9) return 1;
  const double a = kPi * x;
  return sine(a) * sine(a / kLobes) * kLobes / (a * a);
}

// Rounds weights to fixed point so that they sum to exactly one: the largest takes what rounding left over, which would
// otherwise show as bands in flat regions.
void to_fixed_point(std::span<const double> weights, std::span<std::int16_t> fixed) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  int left = 1 << resampling::kWeightBits;
  std::size_t largest = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::int32_t value = round_to_int(weights[i] / sum * (1 << resampling::kWeightBits));
    fixed[i] = static_cast<std::int16_t>(value);
    left -= value;
    if (fixed[i] > fixed[largest]) largest = i;
  }
  fixed[largest] = static_cast<std::int16_t>(fixed[largest] + left);
}

}  // namespace

FilterTaps::FilterTaps(int input_size, int output_size, double step) {
  const double scale = std::max(step, 1.0);
  const double reach = kLobes * scale;
  const int used = static_cast<int>(2 * reach) + 2;
  taps_ = (used + kTapsMultiple - 1) / kTapsMultiple * kTapsMultiple;
  first_.resize(static_cast<std::size_t>(output_size));
  weights_.resize(first_.size() * static_cast<std::size_t>(taps_));
  std::vector<double> exact(static_cast<std::size_t>(taps_));
  for (int output = 0; output < output_size; ++output) {
    const double centre = (output + 0.5) * step - 0.5;
    const int leftmost = static_cast<int>(std::floor(centre - reach));
    const int first = std::clamp(leftmost, 0, input_size - 1);
    std::fill(exact.begin(), exact.end(), 0.0);
    for (int i = 0; i < used; ++i) {
      const int input = std::clamp(leftmost + i, 0, input_size - 1);
      exact[static_cast<std::size_t>(input - first)] += lanczos((leftmost + i - centre) / scale);
    }
    first_[static_cast<std::size_t>(output)] = first;
    to_fixed_point(exact, std::span(weights_).subspan(static_cast<std::size_t>(output) * exact.size(), exact.size()));
  }
}

}  // namespace ridgeline

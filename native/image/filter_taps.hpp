// The fixed-point weights that make one axis of an image finer or coarser.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ridgeline {

/// For every output sample the input samples it is made of: `taps` weights from `first` on, in fixed point of
/// kWeightBits and summing to exactly 1.
class FilterTaps {
 public:
  /// `step` = input samples in one output sample. Samples beyond the ends repeat the end. `taps` is a multiple of 8, so
  /// that a row's inner loop has a length that compilers turn into whole vectors; surplus weights are 0.
  FilterTaps(int input_size, int output_size, double step);

  [[nodiscard]] int taps() const noexcept { return taps_; }
  /// Index of the first input sample; first + taps may lie beyond the input, with weight 0 there.
  [[nodiscard]] int first(int output) const noexcept { return first_[static_cast<std::size_t>(output)]; }
  [[nodiscard]] std::span<const std::int16_t> weights(int output) const noexcept {
    const auto taps = static_cast<std::size_t>(taps_);
    return std::span(weights_).subspan(static_cast<std::size_t>(output) * taps, taps);
  }

 private:
  int taps_;
  std::vector<int> first_;
  std::vector<std::int16_t> weights_;
};

}  // namespace ridgeline

// Puts the subbands of a WSQ image together again: the inverse of the symmetric wavelet transform (IAFIS-IC-0110, Part
// 1, Annex A), for filters of odd and of even length.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "image/wsq_layout.hpp"
#include "image/wsq_segments.hpp"

namespace ridgeline::wsq {

/// What one subband adds to every second sample of a line: the weights of its samples, from `first` places after the
/// sample's own place on.
struct Phase {
  int first = 0;
  std::vector<float> weights;
};

/// The filters as they meet the samples, for the samples at even (0) and odd (1) places of a line.
class SynthesisFilters {
 public:
  explicit SynthesisFilters(const Transform& transform);

  [[nodiscard]] const Phase& low(int parity) const noexcept { return low_[static_cast<std::size_t>(parity)]; }
  [[nodiscard]] const Phase& high(int parity) const noexcept { return high_[static_cast<std::size_t>(parity)]; }
  /// Whether lines are continued about half a sample beyond their ends (even filters) or about their end samples (odd
  /// ones).
  [[nodiscard]] bool half_sample() const noexcept { return half_sample_; }

 private:
  bool half_sample_;
  std::array<Phase, 2> low_;
  std::array<Phase, 2> high_;
};

/// A sample of a subband's line continued beyond its ends: which sample it is, and with what sign (0 = it is zero).
struct Continued {
  int index;
  int sign;
};

/// How the low-pass or high-pass half of a line of `line_size` samples goes on beyond its ends.
class Continuation {
 public:
  static Continuation of_low(int line_size, bool half_sample);
  static Continuation of_high(int line_size, bool half_sample);

  [[nodiscard]] int size() const noexcept { return size_; }
  [[nodiscard]] Continued at(int index) const noexcept;

 private:
  Continuation(int size, int period, int mirror, bool negated)
      : size_(size), period_(period), mirror_(mirror), negated_(negated) {}

  int size_;
  int period_;
  int mirror_;
  bool negated_;
};

/// Undoes one split in place. `plane` has rows of `stride` samples; `scratch` holds at least split.region.area()
/// samples.
void undo_split(const Split& split, const SynthesisFilters& filters, std::span<float> plane, int stride,
                std::span<float> scratch);

}  // namespace ridgeline::wsq

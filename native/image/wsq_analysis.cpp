#include "image/wsq_analysis.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <vector>

#include "image/wsq_number.hpp"

namespace ridgeline::wsq {
namespace {

/// The sample that stands at place i of a line continued as its own mirror image about its end samples.
int mirrored(int i, int size) {
  while (i < 0 || i >= size) i = i < 0 ? -i : 2 * (size - 1) - i;
  return i;
}

// Writes what the low-pass filter makes of samples about `middle`: samples[4 + k] lie k places after it.
void filter_low(const std::array<float, 5>& taps, const std::array<const float*, 9>& samples, float* __restrict output,
                int count) {
  const auto [a0, a1, a2, a3, a4, a5, a6, a7, a8] = samples;
  const auto [t0, t1, t2, t3, t4] = taps;
  for (int i = 0; i < count; ++i) {
    output[i] = a4[i] * t0 + (a3[i] + a5[i]) * t1 + (a2[i] + a6[i]) * t2 + (a1[i] + a7[i]) * t3 + (a0[i] + a8[i]) * t4;
  }
}

void filter_high(const std::array<float, 4>& taps, const std::array<const float*, 7>& samples, float* __restrict output,
                 int count) {
  const auto [a0, a1, a2, a3, a4, a5, a6] = samples;
  const auto [t0, t1, t2, t3] = taps;
  for (int i = 0; i < count; ++i) {
    output[i] = a3[i] * t0 + (a2[i] + a4[i]) * t1 + (a1[i] + a5[i]) * t2 + (a0[i] + a6[i]) * t3;
  }
}

// One row at a time: its samples at even and odd places apart, each continued beyond the ends, so that the filters run
// over plain memory.
class RowSplitter {
 public:
  RowSplitter(const Split& split, const AnalysisFilters& filters)
      : filters_(filters),
        size_(split.region.width),
        low_size_(size_ - size_ / 2),
        high_size_(size_ / 2),
        low_first_(split.high_first_x ? high_size_ : 0),
        high_first_(split.high_first_x ? 0 : low_size_),
        even_(static_cast<std::size_t>(low_size_ + 2 * kMargin)),
        odd_(static_cast<std::size_t>(low_size_ + 2 * kMargin)) {}

  void split(const float* row, float* output) {
    for (int i = 0; i < high_size_; ++i) {
      *even(i) = row[2 * i];
      *odd(i) = row[2 * i + 1];
    }
    if (low_size_ > high_size_) *even(high_size_) = row[2 * high_size_];
    for (int i = 1; i <= kMargin; ++i) {
      *even(-i) = row[mirrored(-2 * i, size_)];
      *odd(-i) = row[mirrored(1 - 2 * i, size_)];
    }
    for (int i = low_size_; i < low_size_ + kMargin; ++i) *even(i) = row[mirrored(2 * i, size_)];
    for (int i = high_size_; i < low_size_ + kMargin; ++i) *odd(i) = row[mirrored(2 * i + 1, size_)];
    filter_low(filters_.low, {even(-2), odd(-2), even(-1), odd(-1), even(0), odd(0), even(1), odd(1), even(2)},
               output + low_first_, low_size_);
    filter_high(filters_.high, {even(-1), odd(-1), even(0), odd(0), even(1), odd(1), even(2)}, output + high_first_,
                high_size_);
  }

 private:
  // Nine taps reach two samples of one parity to each side.
  static constexpr int kMargin = 2;

  [[nodiscard]] float* even(int i) { return even_.data() + kMargin + i; }
  [[nodiscard]] float* odd(int i) { return odd_.data() + kMargin + i; }

  const AnalysisFilters& filters_;
  int size_;
  int low_size_;
  int high_size_;
  int low_first_;
  int high_first_;
  std::vector<float> even_;
  std::vector<float> odd_;
};

// The rows about `middle`, the first of them `reach` places before it.
template <std::size_t Count>
std::array<const float*, Count> rows_about(const float* rows, int middle, const Region& region) {
  std::array<const float*, Count> result;
  const int reach = static_cast<int>(Count / 2);
  for (int k = -reach; k <= reach; ++k) {
    const std::ptrdiff_t row = mirrored(middle + k, region.height);
    result[static_cast<std::size_t>(reach + k)] = rows + row * region.width;
  }
  return result;
}

void split_columns(const Split& split, const AnalysisFilters& filters, const float* rows, float* output, int stride) {
  const Region& region = split.region;
  const std::ptrdiff_t high_size = region.height / 2;
  const std::ptrdiff_t low_size = region.height - high_size;
  const std::ptrdiff_t low_first = split.high_first_y ? high_size : 0;
  const std::ptrdiff_t high_first = split.high_first_y ? 0 : low_size;
  for (int y = 0; y < region.height; ++y) {
    if (y % 2 == 0) {
      filter_low(filters.low, rows_about<9>(rows, y, region), output + (low_first + y / 2) * stride, region.width);
    } else {
      filter_high(filters.high, rows_about<7>(rows, y, region), output + (high_first + y / 2) * stride, region.width);
    }
  }
}

}  // namespace

AnalysisFilters analysis_filters() {
  AnalysisFilters filters{};
  const auto sent = [](double tap) {
    const float size = scaled_32(tap < 0 ? -tap : tap).value();
    return tap < 0 ? -size : size;
  };
  std::transform(kLowHalf.begin(), kLowHalf.end(), filters.low.begin(), sent);
  std::transform(kHighHalf.begin(), kHighHalf.end(), filters.high.begin(), sent);
  return filters;
}

void apply_split(const Split& split, const AnalysisFilters& filters, std::span<float> plane, int stride,
                 std::span<float> scratch) {
  const Region& region = split.region;
  assert(region.width >= 2 && region.height >= 2);
  float* origin = plane.data() + static_cast<std::ptrdiff_t>(region.y) * stride + region.x;
  RowSplitter splitter(split, filters);
  for (int y = 0; y < region.height; ++y) {
    splitter.split(origin + static_cast<std::ptrdiff_t>(y) * stride,
                   scratch.data() + static_cast<std::ptrdiff_t>(y) * region.width);
  }
  split_columns(split, filters, scratch.data(), origin, stride);
}

}  // namespace ridgeline::wsq

#include "image/wsq_synthesis.hpp"

#include <algorithm>

namespace ridgeline::wsq {
namespace {

// The taps that meet samples of one subband at an output place of the given parity. `base` is the tap that a subband's
// sample has on the even place it belongs to. In ascending order of samples, as the reference decoder adds them.
Phase phase_of(const std::vector<float>& filter, int base, int parity) {
  const int length = static_cast<int>(filter.size());
  Phase phase;
  int tap = base + parity;
  while (tap + 2 < length) tap += 2;
  phase.first = (base + parity - tap) / 2;
  for (; tap >= 0; tap -= 2) {
    if (tap < length) phase.weights.push_back(filter[static_cast<std::size_t>(tap)]);
  }
  return phase;
}

// What one output line is made of: up to 16 lines of each subband, each with its weight.
class WeightedSum {
 public:
  void clear() noexcept { count_ = 0; }
  void add(const float* samples, float weight) noexcept {
    samples_[count_] = samples;
    weights_[count_++] = weight;
  }

  /// Adds the lines in the order they were given. Four at a time leave the sums in registers between them; the order of
  /// additions, and so the last bit, stays the same.
  void write(float* __restrict output, int count) const noexcept {
    std::fill(output, output + count, 0.0F);
    std::size_t term = 0;
    for (; term + 4 <= count_; term += 4) {
      const float* const* a = &samples_[term];
      const float* w = &weights_[term];
      add_four(output, a[0], a[1], a[2], a[3], w[0], w[1], w[2], w[3], count);
    }
    for (; term < count_; ++term) add_one(output, samples_[term], weights_[term], count);
  }

 private:
  static void add_one(float* __restrict output, const float* __restrict a, float weight, int count) noexcept {
    for (int i = 0; i < count; ++i) output[i] += a[i] * weight;
  }
  static void add_four(float* __restrict output, const float* a, const float* b, const float* c, const float* d,
                       float wa, float wb, float wc, float wd, int count) noexcept {
    for (int i = 0; i < count; ++i) output[i] = output[i] + a[i] * wa + b[i] * wb + c[i] * wc + d[i] * wd;
  }

  std::size_t count_ = 0;
  std::array<const float*, 32> samples_{};
  std::array<float, 32> weights_{};
};

// Samples with room on both sides for their continuation, so that the inner loop runs over plain memory.
class ContinuedLine {
 public:
  explicit ContinuedLine(int largest) : samples_(static_cast<std::size_t>(largest + 2 * kMargin)) {}

  void fill(const float* source, const Continuation& continuation) {
    const int size = continuation.size();
    std::copy(source, source + size, at(0));
    for (int i = 1; i <= kMargin; ++i) *at(-i) = value_of(source, continuation.at(-i));
    for (int i = 0; i < kMargin; ++i) *at(size + i) = value_of(source, continuation.at(size + i));
  }
  [[nodiscard]] float* at(int index) { return samples_.data() + kMargin + index; }

 private:
  // The longest filter, 32 taps, meets 16 samples of a subband, 8 on each side; an odd line has one output more.
  static constexpr int kMargin = 10;

  static float value_of(const float* source, Continued sample) {
    if (sample.sign == 0) return 0;
    return sample.sign > 0 ? source[sample.index] : -source[sample.index];
  }

  std::vector<float> samples_;
};

// The rows of a subband above each other, as an output row needs them.
class ColumnFilter {
 public:
  ColumnFilter(const float* first_row, int stride, Continuation continuation)
      : first_row_(first_row), stride_(stride), continuation_(continuation) {}

  void add_to(WeightedSum& sum, const Phase& phase, int place) const {
    for (std::size_t i = 0; i < phase.weights.size(); ++i) {
      const Continued row = continuation_.at(place + phase.first + static_cast<int>(i));
      if (row.sign == 0) continue;
      sum.add(first_row_ + row.index * stride_, row.sign > 0 ? phase.weights[i] : -phase.weights[i]);
    }
  }

 private:
  const float* first_row_;
  std::ptrdiff_t stride_;
  Continuation continuation_;
};

void join_columns(const Split& split, const SynthesisFilters& filters, const float* plane, int stride, float* output) {
  const int width = split.region.width;
  const int height = split.region.height;
  const auto low = Continuation::of_low(height, filters.half_sample());
  const auto high = Continuation::of_high(height, filters.half_sample());
  const std::ptrdiff_t low_row = split.high_first_y ? high.size() : 0;
  const std::ptrdiff_t high_row = split.high_first_y ? 0 : low.size();
  const ColumnFilter low_filter(plane + low_row * stride, stride, low);
  const ColumnFilter high_filter(plane + high_row * stride, stride, high);
  WeightedSum sum;
  for (int y = 0; y < height; ++y, output += width) {
    sum.clear();
    low_filter.add_to(sum, filters.low(y % 2), y / 2);
    high_filter.add_to(sum, filters.high(y % 2), y / 2);
    sum.write(output, width);
  }
}

class RowJoiner {
 public:
  RowJoiner(const Split& split, const SynthesisFilters& filters)
      : filters_(filters),
        low_(Continuation::of_low(split.region.width, filters.half_sample())),
        high_(Continuation::of_high(split.region.width, filters.half_sample())),
        low_first_(split.high_first_x ? high_.size() : 0),
        high_first_(split.high_first_x ? 0 : low_.size()),
        low_line_(low_.size()),
        high_line_(low_.size()),
        even_(static_cast<std::size_t>(low_.size())),
        odd_(static_cast<std::size_t>(low_.size())) {}

  void join(const float* row, float* output) {
    low_line_.fill(row + low_first_, low_);
    high_line_.fill(row + high_first_, high_);
    filter(0, low_.size(), even_);
    filter(1, high_.size(), odd_);
    for (int i = 0; i < high_.size(); ++i) {
      output[2 * i] = even_[static_cast<std::size_t>(i)];
      output[2 * i + 1] = odd_[static_cast<std::size_t>(i)];
    }
    if (low_.size() > high_.size()) output[2 * high_.size()] = even_.back();
  }

 private:
  void filter(int parity, int count, std::vector<float>& output) {
    sum_.clear();
    add(low_line_, filters_.low(parity));
    add(high_line_, filters_.high(parity));
    sum_.write(output.data(), count);
  }

  void add(ContinuedLine& line, const Phase& phase) {
    for (std::size_t i = 0; i < phase.weights.size(); ++i) {
      sum_.add(line.at(phase.first + static_cast<int>(i)), phase.weights[i]);
    }
  }

  const SynthesisFilters& filters_;
  Continuation low_;
  Continuation high_;
  int low_first_;
  int high_first_;
  ContinuedLine low_line_;
  ContinuedLine high_line_;
  WeightedSum sum_;
  std::vector<float> even_;
  std::vector<float> odd_;
};

}  // namespace

SynthesisFilters::SynthesisFilters(const Transform& transform) : half_sample_(transform.low.size() % 2 == 0) {
  const int low = static_cast<int>(transform.low.size());
  const int high = static_cast<int>(transform.high.size());
  // With odd filters a low-pass sample belongs to its even place and a high-pass sample to the odd one after it; with
  // even filters both belong between the two.
  const int low_base = half_sample_ ? low / 2 - 1 : (low - 1) / 2;
  const int high_base = half_sample_ ? high / 2 - 1 : (high - 1) / 2 - 1;
  for (int parity = 0; parity < 2; ++parity) {
    low_[static_cast<std::size_t>(parity)] = phase_of(transform.low, low_base, parity);
    high_[static_cast<std::size_t>(parity)] = phase_of(transform.high, high_base, parity);
  }
}

Continuation Continuation::of_low(int line_size, bool half_sample) {
  const int last = line_size - 1;
  return {line_size - line_size / 2, half_sample ? line_size : last, last, false};
}

Continuation Continuation::of_high(int line_size, bool half_sample) {
  const int last = line_size - 1;
  return {line_size / 2, half_sample ? line_size : last, half_sample ? last : last - 1, half_sample};
}

Continued Continuation::at(int index) const noexcept {
  if (size_ == 0) return {0, 0};
  if (index >= 0 && index < size_) return {index, 1};
  if (period_ == 0) return {0, 1};
  int place = index % period_;
  if (place < 0) place += period_;
  if (place < size_) return {place, 1};
  const int reflected = mirror_ - place;
  // The middle of an antisymmetric continuation is its own negative.
  if (negated_ && reflected == place) return {0, 0};
  return {reflected, negated_ ? -1 : 1};
}

void undo_split(const Split& split, const SynthesisFilters& filters, std::span<float> plane, int stride,
                std::span<float> scratch) {
  const Region& region = split.region;
  if (region.area() == 0) return;
  float* origin = plane.data() + static_cast<std::ptrdiff_t>(region.y) * stride + region.x;
  join_columns(split, filters, origin, stride, scratch.data());
  RowJoiner joiner(split, filters);
  for (int y = 0; y < region.height; ++y) {
    joiner.join(scratch.data() + static_cast<std::ptrdiff_t>(y) * region.width,
                origin + static_cast<std::ptrdiff_t>(y) * stride);
  }
}

}  // namespace ridgeline::wsq

// Trains a small net to tell two classes apart; its output is the logarithm of the likelihood ratio.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "base/math.hpp"
#include "match/model.hpp"

namespace ridgeline::training {

/// Numbers that look random and are the same everywhere (SplitMix64).
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }

 private:
  std::uint64_t state_;
};

template <std::size_t Inputs>
struct LabelledRecord {
  std::array<float, Inputs> figures;
  bool genuine;
  double weight;
};

/// Mean and deviation of each figure, by weight.
template <std::size_t Inputs>
struct Standard {
  std::array<double, Inputs> mean{};
  std::array<double, Inputs> inverse_deviation{};

  explicit Standard(const std::vector<LabelledRecord<Inputs>>& records) {
    double total = 0;
    std::array<double, Inputs> squares{};
    for (const auto& record : records) total += record.weight;
    for (const auto& record : records) {
      for (std::size_t i = 0; i < Inputs; ++i) mean[i] += record.weight / total * record.figures[i];
    }
    for (const auto& record : records) {
      for (std::size_t i = 0; i < Inputs; ++i) {
        const double off = record.figures[i] - mean[i];
        squares[i] += record.weight / total * off * off;
      }
    }
    for (std::size_t i = 0; i < Inputs; ++i) inverse_deviation[i] = 1 / std::sqrt(squares[i] + 1e-12);
  }
};

/// Gives both classes the same total weight, so that the output has no prior in it.
template <std::size_t Inputs>
void balance(std::vector<LabelledRecord<Inputs>>& records) {
  double totals[2] = {0, 0};
  for (const auto& record : records) totals[record.genuine ? 1 : 0] += record.weight;
  for (auto& record : records) record.weight *= 0.5 / totals[record.genuine ? 1 : 0];
}

/// A net under training: all its numbers in one row, with the two running means of Adam (Kingma, Ba 2015).
template <std::size_t Inputs, std::size_t Hidden>
class NetInTraining {
 public:
  static constexpr std::size_t kNumbers = Hidden * (Inputs + 2) + 1;

  explicit NetInTraining(std::uint64_t seed) {
    Numbers numbers(seed);
    const double spread = std::sqrt(6.0 / (Inputs + Hidden));
    for (std::size_t h = 0; h < Hidden; ++h) {
      for (std::size_t i = 0; i < Inputs; ++i) values_[weight(h, i)] = spread * (2 * numbers.unit() - 1);
      values_[output(h)] = spread * (2 * numbers.unit() - 1);
    }
  }

  /// Adds the gradient of one record's cross-entropy.
  void add_gradient(const std::array<double, Inputs>& input, bool genuine, double weight_of_record) {
    std::array<double, Hidden> hidden;
    double sum = values_[kNumbers - 1];
    for (std::size_t h = 0; h < Hidden; ++h) {
      double inner = values_[bias(h)];
      for (std::size_t i = 0; i < Inputs; ++i) inner += values_[weight(h, i)] * input[i];
      hidden[h] = inner > 0 ? inner : 0;
      sum += values_[output(h)] * hidden[h];
    }
    const double slope = weight_of_record * (sigmoid(sum) - (genuine ? 1.0 : 0.0));
    gradient_[kNumbers - 1] += slope;
    for (std::size_t h = 0; h < Hidden; ++h) {
      if (hidden[h] <= 0) continue;
      gradient_[output(h)] += slope * hidden[h];
      const double back = slope * values_[output(h)];
      gradient_[bias(h)] += back;
      for (std::size_t i = 0; i < Inputs; ++i) gradient_[weight(h, i)] += back * input[i];
    }
  }

  void step(double rate) {
    ++steps_;
    const double first_share = 1 - std::pow(0.9, steps_);
    const double second_share = 1 - std::pow(0.999, steps_);
    for (std::size_t n = 0; n < kNumbers; ++n) {
      first_[n] = 0.9 * first_[n] + 0.1 * gradient_[n];
      second_[n] = 0.999 * second_[n] + 0.001 * gradient_[n] * gradient_[n];
      values_[n] -= rate * (first_[n] / first_share) / (std::sqrt(second_[n] / second_share) + 1e-8);
      gradient_[n] = 0;
    }
  }

  /// The net with the standardisation of its inputs folded in.
  [[nodiscard]] match::SmallNet<Inputs, Hidden> folded(const Standard<Inputs>& standard) const {
    match::SmallNet<Inputs, Hidden> net{};
    for (std::size_t h = 0; h < Hidden; ++h) {
      double inner = values_[bias(h)];
      for (std::size_t i = 0; i < Inputs; ++i) {
        const double factor = values_[weight(h, i)] * standard.inverse_deviation[i];
        net.weights[h][i] = static_cast<float>(factor);
        inner -= factor * standard.mean[i];
      }
      net.biases[h] = static_cast<float>(inner);
      net.output_weights[h] = static_cast<float>(values_[output(h)]);
    }
    net.output_bias = static_cast<float>(values_[kNumbers - 1]);
    return net;
  }

 private:
  static constexpr std::size_t weight(std::size_t h, std::size_t i) { return h * Inputs + i; }
  static constexpr std::size_t bias(std::size_t h) { return Hidden * Inputs + h; }
  static constexpr std::size_t output(std::size_t h) { return Hidden * (Inputs + 1) + h; }

  std::array<double, kNumbers> values_{};
  std::array<double, kNumbers> gradient_{};
  std::array<double, kNumbers> first_{};
  std::array<double, kNumbers> second_{};
  int steps_ = 0;
};

template <std::size_t Inputs, std::size_t Hidden>
match::SmallNet<Inputs, Hidden> train_net(std::vector<LabelledRecord<Inputs>> records, std::uint64_t seed) {
  constexpr std::size_t kBatch = 256;
  constexpr std::size_t kSteps = 20000;
  balance(records);
  const Standard<Inputs> standard(records);
  NetInTraining<Inputs, Hidden> net(seed);
  Numbers numbers(seed + 1);
  const double mean_weight = 1.0 / static_cast<double>(records.size());
  for (std::size_t step = 0; step < kSteps; ++step) {
    for (std::size_t n = 0; n < kBatch; ++n) {
      const auto& record = records[numbers.below(records.size())];
      std::array<double, Inputs> input;
      for (std::size_t i = 0; i < Inputs; ++i) {
        input[i] = (record.figures[i] - standard.mean[i]) * standard.inverse_deviation[i];
      }
      net.add_gradient(input, record.genuine, record.weight / mean_weight / kBatch);
    }
    const double left = 1 - static_cast<double>(step) / kSteps;
    net.step(0.01 * left + 0.0001);
  }
  return net.folded(standard);
}

}  // namespace ridgeline::training

// Simulated impostors: scores whose probability is exactly what they claim.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>

namespace ridgeline::test {

/// Reproducible draws; the distributions of the standard library differ between implementations.
class Impostors {
 public:
  explicit Impostors(std::uint64_t seed) : random_(seed) {}

  /// A uniform number in (0, 1].
  double uniform() { return (static_cast<double>(random_() >> 11) + 1.0) * 0x1p-53; }
  /// A score that reaches s decibels with probability 10^(-s/10).
  double score_db() { return -10 * std::log10(uniform()); }

 private:
  std::mt19937_64 random_;
};

/// Counts how often simulated scores reach 5, 10 ... 35 dB.
class ObservedRates {
 public:
  void add(double score_db) {
    ++trials_;
    for (std::size_t i = 0; i < reached_.size(); ++i) reached_[i] += score_db >= level_db(i) ? 1 : 0;
  }

  /// No rate is above the predicted one by more than four standard errors.
  void check_not_above_prediction() const {
    for (std::size_t i = 0; i < reached_.size(); ++i) {
      CAPTURE(level_db(i));
      const double expected = trials_ * std::pow(10, -level_db(i) / 10);
      CHECK(static_cast<double>(reached_[i]) <= expected + 4 * std::sqrt(expected));
    }
  }

  /// No rate is below the predicted one by more than this factor: a score that claims too little also misleads.
  void check_not_below_prediction_by(double factor) const {
    for (std::size_t i = 0; i < reached_.size(); ++i) {
      CAPTURE(level_db(i));
      const double expected = trials_ * std::pow(10, -level_db(i) / 10) / factor;
      CHECK(static_cast<double>(reached_[i]) >= expected - 4 * std::sqrt(expected));
    }
  }

 private:
  static double level_db(std::size_t i) { return 5.0 * static_cast<double>(i + 1); }

  double trials_ = 0;
  std::array<std::size_t, 7> reached_{};
};

}  // namespace ridgeline::test

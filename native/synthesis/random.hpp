// Random numbers that are the same on every machine: std:: distributions may differ between libraries. Every stage of every
// finger has its own stream, named by numbers, so that one person can be made without those before, and a new draw in one
// stage changes no other.
#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {

/// What a stream is used for: the last part of its name. Numbers are never reused, old prints would change.
enum class Stream : std::uint64_t {
  person_traits = 1,
  finger_traits = 2,
  flow = 3,
  period = 4,
  growth = 5,
  skin = 6,
  impression_traits = 7,
  contact = 8,
  surface = 9,
  sensor = 10,
  slap = 21,
  middle_phalanx = 22,
  template_finger = 40,
  template_impression = 41,
};

class Random {
 public:
  explicit Random(std::uint64_t key) noexcept : counter_(mix(key)) {}

  /// The stream with this name.
  Random(Stream stream, std::initializer_list<std::uint64_t> name) noexcept : counter_(0) {
    for (const std::uint64_t part : name) counter_ = mix(counter_ ^ mix(part + kStep));
    counter_ = mix(counter_ ^ mix(static_cast<std::uint64_t>(stream)));
  }

  /// 64 random bits.
  std::uint64_t bits() noexcept {
    counter_ += kStep;
    return mix(counter_);
  }

  /// [0, 1).
  double uniform() noexcept { return static_cast<double>(bits() >> 11) * 0x1.0p-53; }
  double uniform(double low, double high) noexcept { return low + (high - low) * uniform(); }
  double uniform(Range range) noexcept { return uniform(range.low, range.high); }
  bool chance(double probability) noexcept { return uniform() < probability; }

  /// 0 to count - 1; the bias of the multiplication is below 2^-32.
  int below(int count) noexcept { return static_cast<int>(((bits() >> 32) * static_cast<std::uint64_t>(count)) >> 32); }

  /// Standard normal deviate (Box and Muller 1958).
  double normal() noexcept {
    const double radius = std::sqrt(-2.0 * logarithm(1.0 - uniform()));
    return radius * cosine(2.0 * kPi * uniform());
  }

  /// Normal deviate, cut at 2.5 deviations so that no trait leaves what is seen in people.
  double normal(double mean, double deviation) noexcept {
    const double z = normal();
    return mean + deviation * (z < -2.5 ? -2.5 : z > 2.5 ? 2.5 : z);
  }
  double normal(Spread spread) noexcept { return normal(spread.mean, spread.deviation); }

  /// Finaliser of SplitMix64 (Steele, Lea and Flood 2014, variant 13 of Stafford).
  static constexpr std::uint64_t mix(std::uint64_t z) noexcept {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return z ^ (z >> 31);
  }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15ull;

  std::uint64_t counter_;
};

/// Share of standard normal deviates below z, absolute error below 1e-7 (Abramowitz and Stegun 1964, 26.2.17).
[[nodiscard]] inline double normal_share_below(double z) noexcept {
  const double magnitude = z < 0 ? -z : z;
  const double t = 1.0 / (1.0 + 0.2316419 * magnitude);
  const double series =
      t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const double tail = 0.3989422804014327 * exponential(-0.5 * magnitude * magnitude) * series;
  return z < 0 ? tail : 1.0 - tail;
}

}  // namespace ridgeline::synthesis

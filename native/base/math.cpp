#include "base/math.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace ridgeline {
namespace {

// Coefficients of power series, worked out by the compiler so that no division is left in the loops.
template <std::size_t Count, class Coefficient>
constexpr std::array<double, Count> coefficients(Coefficient coefficient) {
  std::array<double, Count> out{};
  for (std::size_t n = 0; n < Count; ++n) out[n] = coefficient(static_cast<int>(n));
  return out;
}

constexpr double inverse_factorial(int n) {
  double product = 1.0;
  for (int k = 2; k <= n; ++k) product *= k;
  return 1.0 / product;
}

template <std::size_t Count>
double horner(const std::array<double, Count>& series, double x) noexcept {
  double sum = series[Count - 1];
  for (std::size_t n = Count - 1; n-- > 0;) sum = sum * x + series[n];
  return sum;
}

// Taylor series on [-pi/4, pi/4]: with nine terms the remainder is below 1e-16 there.
double sine_series(double x) noexcept {
  static constexpr auto kSeries =
      coefficients<9>([](int n) { return (n % 2 == 0 ? 1 : -1) * inverse_factorial(2 * n + 1); });
  return x * horner(kSeries, x * x);
}

double cosine_series(double x) noexcept {
  static constexpr auto kSeries =
      coefficients<9>([](int n) { return (n % 2 == 0 ? 1 : -1) * inverse_factorial(2 * n); });
  return horner(kSeries, x * x);
}

struct Reduced {
  double rest;
  int quadrant;
};

// pi/2 in two parts, so that the reduction keeps its digits for arguments up to about 1e6.
Reduced reduce(double x) noexcept {
  constexpr double kHalfPiHigh = 1.57079632679489655800e+00;
  constexpr double kHalfPiLow = 6.12323399573676603587e-17;
  const double turns = x / kHalfPiHigh;
  const auto n = static_cast<std::int64_t>(turns + (turns < 0 ? -0.5 : 0.5));
  const auto count = static_cast<double>(n);
  return {(x - count * kHalfPiHigh) - count * kHalfPiLow, static_cast<int>(n & 3)};
}

// atan on [0, 1] in three pieces, each the angle of a pivot (pi/8, pi/4) plus the atan of a small rest.
double arc_tangent_series(double x) noexcept {
  constexpr double kPivot = 0.41421356237309504880;  // tan(pi/8)
  double base = 0.0;
  double z = x;
  if (x > 0.66817863791929891999) {  // tan(3 pi/16)
    base = kPi / 4;
    z = (x - 1.0) / (1.0 + x);
  } else if (x > 0.19891236737965800691) {  // tan(pi/16)
    base = kPi / 8;
    z = (x - kPivot) / (1.0 + x * kPivot);
  }
  static constexpr auto kSeries = coefficients<10>([](int n) { return (n % 2 == 0 ? 1.0 : -1.0) / (2 * n + 1); });
  return base + z * horner(kSeries, z * z);
}

}  // namespace

double sine(double radians) noexcept {
  const Reduced r = reduce(radians);
  switch (r.quadrant) {
    case 0:
      return sine_series(r.rest);
    case 1:
      return cosine_series(r.rest);
    case 2:
      return -sine_series(r.rest);
    default:
      return -cosine_series(r.rest);
  }
}

double cosine(double radians) noexcept { return sine(radians + kPi / 2); }

double exponential(double x) noexcept {
  constexpr double kLn2 = 0.69314718055994530942;
  if (x > 700.0) x = 700.0;
  if (x < -700.0) x = -700.0;
  const double scaled = x / kLn2;
  const auto power = static_cast<std::int64_t>(scaled + (scaled < 0 ? -0.5 : 0.5));
  const double rest = x - static_cast<double>(power) * kLn2;
  static constexpr auto kSeries = coefficients<14>([](int n) { return inverse_factorial(n); });
  return horner(kSeries, rest) * std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
}

double logarithm(double x) noexcept {
  constexpr double kLn2 = 0.69314718055994530942;
  constexpr double kRootTwo = 1.41421356237309504880;
  const auto bits = std::bit_cast<std::uint64_t>(x);
  int exponent = static_cast<int>(bits >> 52) - 1023;
  double mantissa = std::bit_cast<double>((bits & 0x000FFFFFFFFFFFFFull) | 0x3FF0000000000000ull);
  if (mantissa > kRootTwo) {
    mantissa *= 0.5;
    ++exponent;
  }
  const double z = (mantissa - 1.0) / (mantissa + 1.0);
  static constexpr auto kSeries = coefficients<11>([](int n) { return 1.0 / (2 * n + 1); });
  return 2.0 * z * horner(kSeries, z * z) + exponent * kLn2;
}

double arc_tangent(double y, double x) noexcept {
  if (x == 0.0 && y == 0.0) return 0.0;
  const double ax = x < 0 ? -x : x;
  const double ay = y < 0 ? -y : y;
  double angle = ay <= ax ? arc_tangent_series(ay / ax) : kPi / 2 - arc_tangent_series(ax / ay);
  if (x < 0) angle = kPi - angle;
  return y < 0 ? -angle : angle;
}

}  // namespace ridgeline

#include "base/math.hpp"

#include <bit>
#include <cstdint>

namespace ridgeline {
namespace {

// Taylor series on [-pi/4, pi/4]: with nine terms the remainder is below 1e-17 there.
double sine_series(double x) noexcept {
  const double x2 = x * x;
  double term = x;
  double sum = x;
  for (int n = 1; n <= 9; ++n) {
    term *= -x2 / static_cast<double>((2 * n) * (2 * n + 1));
    sum += term;
  }
  return sum;
}

double cosine_series(double x) noexcept {
  const double x2 = x * x;
  double term = 1.0;
  double sum = 1.0;
  for (int n = 1; n <= 9; ++n) {
    term *= -x2 / static_cast<double>((2 * n - 1) * (2 * n));
    sum += term;
  }
  return sum;
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

// atan on [0, tan(pi/8)] after one more halving: atan(x) = 2 atan(x / (1 + sqrt(1 + x^2))).
double arc_tangent_series(double x) noexcept;

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
  double term = 1.0;
  double sum = 1.0;
  for (int n = 1; n <= 13; ++n) {
    term *= rest / n;
    sum += term;
  }
  return sum * std::bit_cast<double>(static_cast<std::uint64_t>(power + 1023) << 52);
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
  const double z2 = z * z;
  double power = z;
  double sum = 0.0;
  for (int n = 1; n <= 21; n += 2) {
    sum += power / n;
    power *= z2;
  }
  return 2.0 * sum + exponent * kLn2;
}

double arc_tangent(double y, double x) noexcept {
  if (x == 0.0 && y == 0.0) return 0.0;
  const double ax = x < 0 ? -x : x;
  const double ay = y < 0 ? -y : y;
  double angle = ay <= ax ? arc_tangent_series(ay / ax) : kPi / 2 - arc_tangent_series(ax / ay);
  if (x < 0) angle = kPi - angle;
  return y < 0 ? -angle : angle;
}

namespace {

double arc_tangent_series(double x) noexcept {
  // Two pieces: atan(x) = pi/8-ish offset + atan of a small rest, with tan(pi/8) = sqrt(2) - 1 as the pivot.
  constexpr double kPivot = 0.41421356237309504880;
  double base = 0.0;
  double z = x;
  if (x > 0.19891236737965800691) {  // tan(pi/16)
    base = kPi / 8;
    z = (x - kPivot) / (1.0 + x * kPivot);
  }
  if (x > 0.66817863791929891999) {  // tan(3 pi/16)
    base = kPi / 4;
    z = (x - 1.0) / (1.0 + x);
  }
  const double z2 = z * z;
  double power = z;
  double sum = 0.0;
  for (int n = 1; n <= 19; n += 2) {
    sum += (n % 4 == 1 ? power : -power) / n;
    power *= z2;
  }
  return base + sum;
}

}  // namespace
}  // namespace ridgeline

// Small mathematics with the same bits on every machine: glibc picks other code for sin, exp and atan2 on processors
// with FMA, and a template must not depend on that. Only + - * / and sqrt (correctly rounded by IEEE 754) are used, and
// the project is compiled with -ffp-contract=off.
#pragma once

#include <cstdint>

namespace ridgeline {

inline constexpr double kPi = 3.14159265358979323846;

/// sin and cos of an angle in radians, |x| < 1e6, absolute error below 1e-12.
[[nodiscard]] double sine(double radians) noexcept;
[[nodiscard]] double cosine(double radians) noexcept;

/// e^x for x in [-700, 700], relative error below 1e-12; clamped outside.
[[nodiscard]] double exponential(double x) noexcept;

/// Natural logarithm of x > 0, absolute error below 1e-12 times max(1, |ln x|).
[[nodiscard]] double logarithm(double x) noexcept;

/// Angle of (x, y) in radians in (-pi, pi], absolute error below 1e-11; 0 for (0, 0).
[[nodiscard]] double arc_tangent(double y, double x) noexcept;

/// 1/(1+e^-x).
[[nodiscard]] inline double sigmoid(double x) noexcept { return 1.0 / (1.0 + exponential(-x)); }

/// Nearest integer, halves up. Independent of the rounding mode and of SSE4.1.
[[nodiscard]] inline std::int32_t round_to_int(double x) noexcept {
  const double shifted = x + 0.5;
  const auto truncated = static_cast<std::int32_t>(shifted);
  return truncated - (static_cast<double>(truncated) > shifted ? 1 : 0);
}

}  // namespace ridgeline

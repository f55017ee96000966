// A soft step without transcendental functions.
#pragma once

namespace ridgeline::match {

/// Nearly the logistic function 1 / (1 + e^-x), and exactly 0 and 1 beyond 6: (1 + tanh(x/2)) / 2 by its continued fraction.
[[nodiscard]] inline float soft_step(float x) noexcept {
  float half = 0.5f * x;
  half = half > 3.0f ? 3.0f : half;
  half = half < -3.0f ? -3.0f : half;
  const float square = half * half;
  const float value = 0.5f + 0.5f * half * (27.0f + square) / (27.0f + 9.0f * square);
  return value > 0.0f ? value : 0.0f;  // rounding may leave a little below zero
}

/// (1 - square / (8 sigma^2))^4 within reach: nearly exp(-square / (2 sigma^2)), but exactly zero beyond.
[[nodiscard]] inline float bell(float square, float sigma) noexcept {
  const float rest = 1.0f - square / (8.0f * sigma * sigma);
  const float positive = rest > 0 ? rest : 0.0f;
  return (positive * positive) * (positive * positive);
}

}  // namespace ridgeline::match

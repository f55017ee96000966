// Directions in 1/256 turn: their sines and cosines, and differences in radians.
#pragma once

#include <array>
#include <cstdint>

#include "base/math.hpp"

namespace ridgeline::match {

inline constexpr int kTurn = 256;
inline constexpr float kRadiansPerStep = static_cast<float>(kPi / 128.0);

struct AngleTable {
  std::array<float, kTurn> cosine;
  std::array<float, kTurn> sine;
};

[[nodiscard]] const AngleTable& angle_table() noexcept;

/// Brings a difference of two directions, each within a turn or so, into [-pi, pi].
[[nodiscard]] inline float wrapped(float radians) noexcept {
  constexpr float kHalfTurn = static_cast<float>(kPi);
  // Sums instead of branches, which nobody can predict.
  radians -= radians > kHalfTurn ? 2 * kHalfTurn : 0.0f;
  radians += radians < -kHalfTurn ? 2 * kHalfTurn : 0.0f;
  return radians;
}

}  // namespace ridgeline::match

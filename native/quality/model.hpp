// The learned numbers of quality.
#pragma once

#include <array>
#include <cstddef>

namespace ridgeline::quality {

inline constexpr std::size_t kInputs = 16;

/// A linear model of standardised inputs; its output is in decibels.
struct Model {
  std::array<float, kInputs> mean;
  std::array<float, kInputs> inverse_deviation;
  std::array<float, kInputs> weight;
  float intercept;
};

/// The numbers that this version ships; model.cpp says from what they were learned.
[[nodiscard]] const Model& shipped_model() noexcept;

}  // namespace ridgeline::quality

// All evidence of a comparison in one number.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "match/buffers.hpp"
#include "match/model.hpp"

namespace ridgeline::match {

/// The strongest pair of a relaxation as a figure: a logarithm.
[[nodiscard]] float figure_of_strength(float strength) noexcept;

/// The figures of a whole comparison that the minutiae give, from everything the stages left.
[[nodiscard]] MinutiaeFigures measure_verdict(const MatchScratch::Buffers& buffers);

/// The same with the agreement of flow.
[[nodiscard]] VerdictFigures with_agreement(const MinutiaeFigures& figures, float agreement) noexcept;

/// Standardised figures beyond this many deviations say no more.
inline constexpr float kFigureLimit = 5.0f;

/// Logarithm of odds for the same finger.
template <std::size_t Inputs>
[[nodiscard]] float log_odds_of(const LogisticModel<Inputs>& model, const std::array<float, Inputs>& figures) noexcept {
  float sum = model.intercept;
  for (std::size_t i = 0; i < Inputs; ++i) {
    const float standard = (figures[i] - model.mean[i]) * model.inverse_deviation[i];
    sum += model.weight[i] * std::clamp(standard, -kFigureLimit, kFigureLimit);
  }
  return sum;
}

}  // namespace ridgeline::match

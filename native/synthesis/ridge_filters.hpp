// Gabor filters for every orientation and ridge period, as small integers: they draw the ridges.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "synthesis/kernels/ridge_response.hpp"
#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {

/// Filters of one size, of so many rows.
template <int Rows>
class RidgeFilters {
 public:
  /// `px_per_cell`: size of the cells that these filters work on. `along_share`: width along the ridge, of the period.
  RidgeFilters(double px_per_cell, double along_share);

  static constexpr int kReach = Rows / 2;

  /// Responses are in steps of 2^-14 of a step of the picture.
  [[nodiscard]] kernels::RidgeFilterBank bank() const noexcept { return {coefficients_.data(), Rows}; }

 private:
  std::vector<std::int16_t> coefficients_;
};

inline constexpr int kFilterScaleBits = 14;

/// Half resolution: 11 x 11 cells hold three ridges of 10 px and a half.
using CoarseFilters = RidgeFilters<11>;
/// Full resolution, where the ridges are there already and only their form is wanted.
using FineFilters = RidgeFilters<15>;

/// Full resolution, longer along the ridge.
using HealingFilters = FineFilters;

[[nodiscard]] const CoarseFilters& coarse_filters();
[[nodiscard]] const FineFilters& fine_filters();
[[nodiscard]] const HealingFilters& healing_filters();

/// Number of the filter for an orientation (radians, modulo pi) and a period (px at 500 ppi).
[[nodiscard]] std::uint16_t filter_number(double orientation_rad, double period_px) noexcept;

/// Height of the skin where a filter gave this response: raised by `gain` (in 1/16) and cut, so that weak ridges grow and strong ones
/// stay.
[[nodiscard]] inline std::int16_t raised(std::int32_t response, int gain_16) noexcept {
  const std::int32_t height = ((response >> kFilterScaleBits) * gain_16) / 16;
  return static_cast<std::int16_t>(std::clamp(height, -kRidgeScale, kRidgeScale));
}

}  // namespace ridgeline::synthesis

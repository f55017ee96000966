// Gabor filters for every orientation and ridge period, as small integers: they draw the ridges.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ridgeline::synthesis {

/// Filters of one size. A filter has Rows rows of Taps coefficients, zeros behind the first Rows of them, so that a row fills
/// whole vector registers.
template <int Rows, int Taps>
class RidgeFilters {
 public:
  /// `px_per_cell`: size of the cells that these filters work on. `along_share`: width along the ridge, of the period.
  RidgeFilters(double px_per_cell, double along_share);

  static constexpr int kReach = Rows / 2;

  /// Response at the cell `middle` points to, in steps of 2^-14 of a step of the picture. Integers only, so that the compiler
  /// may use any instruction set and the sum stays the same.
  [[nodiscard]] std::int32_t response(const std::int16_t* middle, std::ptrdiff_t stride, int filter) const noexcept {
    const std::int16_t* c = coefficients_.data() + static_cast<std::ptrdiff_t>(filter) * Rows * Taps;
    const std::int16_t* source = middle - kReach * stride - kReach;
    std::int32_t sum = 0;
    for (int row = 0; row < Rows; ++row) {
      for (int i = 0; i < Taps; ++i) sum += static_cast<std::int32_t>(source[i]) * static_cast<std::int32_t>(c[i]);
      source += stride;
      c += Taps;
    }
    return sum;
  }

 private:
  std::vector<std::int16_t> coefficients_;
};

inline constexpr int kFilterScaleBits = 14;

/// Half resolution: 11 x 11 cells hold three ridges of 10 px and a half.
using CoarseFilters = RidgeFilters<11, 16>;
/// Full resolution, where the ridges are there already and only their form is wanted.
using FineFilters = RidgeFilters<15, 16>;

/// Full resolution, longer along the ridge.
using HealingFilters = FineFilters;

[[nodiscard]] const CoarseFilters& coarse_filters();
[[nodiscard]] const FineFilters& fine_filters();
[[nodiscard]] const HealingFilters& healing_filters();

/// Number of the filter for an orientation (radians, modulo pi) and a period (px at 500 ppi).
[[nodiscard]] int filter_number(double orientation_rad, double period_px) noexcept;

}  // namespace ridgeline::synthesis

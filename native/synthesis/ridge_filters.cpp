#include "synthesis/ridge_filters.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/math.hpp"
#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {
namespace {

// An even Gabor filter without a mean (flat skin stays flat), scaled so that ridges of its own period come out as high as
// they went in.
template <int Rows>
std::array<double, static_cast<std::size_t>(Rows* Rows)> gabor(double orientation_rad, double period,
                                                               double along_share) {
  constexpr int kReach = Rows / 2;
  std::array<double, static_cast<std::size_t>(Rows * Rows)> envelope;
  std::array<double, static_cast<std::size_t>(Rows * Rows)> wave;
  const double s = sine(orientation_rad);
  const double c = cosine(orientation_rad);
  const double across_width = kAcrossShare * period;
  const double along_width = along_share * period;
  double sum = 0;
  double weight = 0;
  for (int y = -kReach; y <= kReach; ++y) {
    for (int x = -kReach; x <= kReach; ++x) {
      const auto i = static_cast<std::size_t>((y + kReach) * Rows + x + kReach);
      const double along = x * c + y * s;
      const double across = y * c - x * s;
      envelope[i] = exponential(
          -0.5 * (along * along / (along_width * along_width) + across * across / (across_width * across_width)));
      wave[i] = cosine(2 * kPi * across / period);
      sum += envelope[i] * wave[i];
      weight += envelope[i];
    }
  }
  std::array<double, static_cast<std::size_t>(Rows * Rows)> filter;
  double gain = 0;
  for (std::size_t i = 0; i < filter.size(); ++i) {
    filter[i] = envelope[i] * (wave[i] - sum / weight);
    gain += filter[i] * wave[i];
  }
  for (double& value : filter) value /= gain;
  return filter;
}

}  // namespace

template <int Rows>
RidgeFilters<Rows>::RidgeFilters(double px_per_cell, double along_share)
    : coefficients_(static_cast<std::size_t>(kFilterOrientations * kFilterPeriods * Rows * kernels::kRidgeTaps)) {
  for (int p = 0; p < kFilterPeriods; ++p) {
    const double period = (kFilterLeastPeriodPx + p * kFilterPeriodStepPx) / px_per_cell;
    for (int o = 0; o < kFilterOrientations; ++o) {
      const auto filter = gabor<Rows>(o * kPi / kFilterOrientations, period, along_share);
      const int number = p * kFilterOrientations + o;
      for (int i = 0; i < Rows * Rows; ++i) {
        coefficients_[static_cast<std::size_t>((number * Rows + i / Rows) * kernels::kRidgeTaps + i % Rows)] =
            static_cast<std::int16_t>(round_to_int(filter[static_cast<std::size_t>(i)] * (1 << kFilterScaleBits)));
      }
    }
  }
}

const CoarseFilters& coarse_filters() {
  static const CoarseFilters filters(kCellPx, kAlongShare);
  return filters;
}

const FineFilters& fine_filters() {
  static const FineFilters filters(1.0, kAlongShare);
  return filters;
}

const HealingFilters& healing_filters() {
  static const HealingFilters filters(1.0, kHealingAlongShare);
  return filters;
}

std::uint16_t filter_number(double orientation_rad, double period_px) noexcept {
  const int turn = round_to_int(orientation_rad * (kFilterOrientations / kPi));
  const int orientation = ((turn % kFilterOrientations) + kFilterOrientations) % kFilterOrientations;
  const int period =
      std::clamp(round_to_int((period_px - kFilterLeastPeriodPx) / kFilterPeriodStepPx), 0, kFilterPeriods - 1);
  return static_cast<std::uint16_t>(period * kFilterOrientations + orientation);
}

}  // namespace ridgeline::synthesis

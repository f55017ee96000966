#include "quality/quality.hpp"

#include <algorithm>

#include "base/math.hpp"
#include "quality/parameters.hpp"

namespace ridgeline {

using namespace quality_parameters;

namespace quality {

std::array<double, kInputs> inputs_of(const PrintFigures& figures) noexcept {
  const double area = std::max(1, figures.ridge_area_px) / kWholePrintPx;
  const double clear_area = figures.clear_share * area;
  return {
      figures.clarity_mean,
      figures.clarity_low,
      figures.clear_share,
      logarithm(clear_area + kLeastClearPx / kWholePrintPx),
      logarithm(static_cast<double>(figures.minutiae) + 1),
      figures.best_minutiae_clarity,
      logarithm(static_cast<double>(figures.clear_minutiae) + 2),
      // In a whole print's area, so that a small print has no less than a large one of the same skin.
      logarithm(static_cast<double>(figures.dropped_minutiae) / area + 2.5),
      figures.certainty_mean,
      figures.certainty_low,
      figures.flow_smoothness,
      figures.good_period_share,
      figures.period_spread,
      figures.grey_skewness,
      logarithm(std::max(1.0, figures.contrast_grey)),
      figures.core_depth_px,
  };
}

double expected_score_db(const Model& model, const std::array<double, kInputs>& inputs) noexcept {
  double sum = static_cast<double>(model.intercept);
  for (std::size_t i = 0; i < kInputs; ++i) {
    const double value =
        (inputs[i] - static_cast<double>(model.mean[i])) * static_cast<double>(model.inverse_deviation[i]);
    sum += static_cast<double>(model.weight[i]) * std::clamp(value, -kInputLimit, kInputLimit);
  }
  return sum;
}

}  // namespace quality

std::uint8_t print_quality(const PrintFigures& figures) noexcept {
  const double score_db = quality::expected_score_db(quality::shipped_model(), quality::inputs_of(figures));
  return static_cast<std::uint8_t>(round_to_int(std::clamp(score_db, 0.0, 100.0)));
}

}  // namespace ridgeline

#include "match/calibration.hpp"

#include <algorithm>

#include "match/match.hpp"

namespace ridgeline::match {

float decibels_of(const CalibrationModel& model, float log_odds) noexcept {
  std::size_t knot = 1;
  while (knot + 1 < CalibrationModel::kKnots && log_odds > model.log_odds[knot]) ++knot;
  const float start = model.log_odds[knot - 1];
  const float slope = (model.score_db[knot] - model.score_db[knot - 1]) / (model.log_odds[knot] - start);
  return std::max(model.score_db[knot - 1] + slope * (log_odds - start), kLowestScore_db);
}

}  // namespace ridgeline::match

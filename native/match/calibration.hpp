// Log odds -> decibels.
#pragma once

#include "match/model.hpp"

namespace ridgeline::match {

/// 10 log10(1 / false match rate) as measured on impostors, never below kLowestScore_db. Rises with the log odds.
[[nodiscard]] float decibels_of(const CalibrationModel& model, float log_odds) noexcept;

}  // namespace ridgeline::match

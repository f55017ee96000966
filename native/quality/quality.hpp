// How well will this print match? Figures of a print -> a score.
#pragma once

#include <array>
#include <cstdint>

#include "quality/figures.hpp"
#include "quality/model.hpp"

namespace ridgeline {

namespace quality {

/// The figures as the model takes them: amounts as logarithms, so that twice as much always says the same.
[[nodiscard]] std::array<double, kInputs> inputs_of(const PrintFigures& figures) noexcept;

/// Decibels that the print is expected to reach in a comparison with another print of its finger, any real number.
[[nodiscard]] double expected_score_db(const Model& model, const std::array<double, kInputs>& inputs) noexcept;

}  // namespace quality

/// 0..100: the decibels that the print is expected to reach in the mean against others of its finger. 40 stands for a
/// print that is barely above a threshold of one false match in 10 000, 70 for a good one.
[[nodiscard]] std::uint8_t print_quality(const PrintFigures& figures) noexcept;

}  // namespace ridgeline

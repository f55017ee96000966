// The learned numbers of comparison. model.cpp is written by bench_train_match and never by hand.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "match/parameters.hpp"

namespace ridgeline::match {

using match_parameters::kCylinderValues;
using match_parameters::kDescriptorValues;

/// Cylinder -> descriptor: value_k = scale_k (row_k . cylinder) - offset_k.
struct DescriptorModel {
  std::array<std::array<std::int8_t, kCylinderValues>, kDescriptorValues> rows;
  std::array<float, kDescriptorValues> scale;
  std::array<float, kDescriptorValues> offset;
};

/// One hidden layer of rectified sums, one output. The output is a logarithm of odds.
template <std::size_t Inputs, std::size_t Hidden>
struct SmallNet {
  std::array<std::array<float, Inputs>, Hidden> weights;
  std::array<float, Hidden> biases;
  std::array<float, Hidden> output_weights;
  float output_bias;
};

/// Standardised, held within limits, weighted: the logarithm of odds for the same finger.
template <std::size_t Inputs>
struct LogisticModel {
  std::array<float, Inputs> mean;
  std::array<float, Inputs> inverse_deviation;
  std::array<float, Inputs> weight;
  float intercept;
};

/// Log odds -> decibels: straight lines between knots, the last one continued.
struct CalibrationModel {
  static constexpr std::size_t kKnots = 24;
  std::array<float, kKnots> log_odds;
  std::array<float, kKnots> score_db;
};

inline constexpr std::size_t kMatchedFigures = 15;
inline constexpr std::size_t kUnmatchedFigures = 4;
/// Figures of a whole comparison: those of the minutiae, and with the agreement of flow behind them.
inline constexpr std::size_t kMinutiaeFigures = 5;
inline constexpr std::size_t kVerdictFigures = kMinutiaeFigures + 1;

/// From the figures of a comparison to decibels.
template <std::size_t Inputs>
struct VerdictModel {
  LogisticModel<Inputs> odds;
  CalibrationModel calibration;
};

struct Model {
  DescriptorModel descriptor;
  SmallNet<kMatchedFigures, 12> matched;
  SmallNet<kUnmatchedFigures, 6> unmatched;
  VerdictModel<kMinutiaeFigures> by_minutiae;  ///< of prints one of which has no flow map
  VerdictModel<kVerdictFigures> with_flow;
};

/// The model that the project ships.
[[nodiscard]] const Model& shipped_model() noexcept;

}  // namespace ridgeline::match

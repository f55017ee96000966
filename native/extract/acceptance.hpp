// Is it a fingerprint at all, and how good a one?
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "extract/foreground.hpp"
#include "extract/orientation.hpp"
#include "extract/period.hpp"

namespace ridgeline {

/// What the ridges of a whole print look like.
struct RidgeStructure {
  int foreground_cells = 0;
  double good_period_share = 0;  ///< of the places tried: ridges repeat there
  double flow_smoothness = 0;    ///< 0..1: length of the orientation vectors averaged over kFlowSigma_cells
  double mean_clarity = 0;       ///< 0..1 over the foreground
  std::size_t minutiae = 0;
};

[[nodiscard]] RidgeStructure measure_structure(const OrientationField& orientation, const CellMask& mask,
                                               const Clarity& clarity, const PeriodField& period, std::size_t minutiae);

/// Empty where the structure is that of a fingerprint, else what is missing, as a sentence.
[[nodiscard]] std::string why_no_fingerprint(const RidgeStructure& structure);

/// 0..100: grows with clarity, area and number of minutiae.
[[nodiscard]] std::uint8_t print_quality(const RidgeStructure& structure) noexcept;

}  // namespace ridgeline

// Ridge period (distance from ridge to ridge) over the print.
#pragma once

#include "extract/orientation.hpp"
#include "extract/planes.hpp"

namespace ridgeline {

struct PeriodField {
  CellField period_px;
  double median_px = 0;   ///< of the places where it could be measured well
  double good_share = 0;  ///< share of the places tried where it could
};

/// Autocorrelation of grey signatures taken across the ridges, smoothed and filled with the print's median.
[[nodiscard]] PeriodField estimate_period(const PixelPlane& normalised, const OrientationField& orientation,
                                          const CellMask& mask);

}  // namespace ridgeline

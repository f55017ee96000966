// What a print shows before its ridges are filtered, and the resolution at which they are best filtered.
#pragma once

#include "extract/normalise.hpp"
#include "extract/orientation.hpp"
#include "extract/period.hpp"
#include "extract/planes.hpp"
#include "image/gray_image.hpp"

namespace ridgeline {

/// A print and the first estimates of its fields, all of one size.
struct Survey {
  GrayImage print;  ///< without the sensor's edge
  LocalStatistics statistics;
  PixelPlane normalised;  ///< ridges dark
  OrientationField orientation;
  CellMask loose;
  PeriodField period;
  bool inverted = false;  ///< ridges were bright
};

[[nodiscard]] Survey survey(const GrayImage& image);

/// The resolution, ppi, at which the print's median ridge period is kWorkingPeriodPx, within limits; its own where that is
/// near enough.
[[nodiscard]] double working_ppi(const Survey& survey);

}  // namespace ridgeline

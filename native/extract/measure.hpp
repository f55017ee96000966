// The figures of a whole print, from the planes that extraction has made anyway.
#pragma once

#include <vector>

#include "extract/foreground.hpp"
#include "extract/minutiae.hpp"
#include "extract/normalise.hpp"
#include "extract/orientation.hpp"
#include "extract/period.hpp"
#include "quality/figures.hpp"

namespace ridgeline {

/// What is measured: all of one print and of one size.
struct PrintPlanes {
  const PixelPlane& normalised;
  const LocalStatistics& statistics;
  const OrientationField& orientation;
  const PeriodField& period;
  const Clarity& clarity;
  const CellMask& mask;       ///< the final one
  const CellField& depth_px;  ///< distance from its edge
  double px;                  ///< length of a pixel, px at 500 ppi
};

/// `detected` are the minutiae before the filters, `kept` those after, clearest first.
[[nodiscard]] PrintFigures measure_figures(const PrintPlanes& planes, std::size_t detected,
                                           const std::vector<RawMinutia>& kept);

}  // namespace ridgeline

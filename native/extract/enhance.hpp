// Contextual enhancement: each cell filtered along its own orientation at its own period.
#pragma once

#include "extract/orientation.hpp"
#include "extract/period.hpp"
#include "extract/planes.hpp"

namespace ridgeline {

/// Filter responses (positive on ridges, steps of 1/kResponseScale, zero outside the mask) and the orientation they were
/// made with.
struct EnhancedPrint {
  PixelPlane response;
  OrientationField orientation;
};

/// kPasses times: filter the normalised print, estimate the orientation anew from what came out.
[[nodiscard]] EnhancedPrint enhance(const PixelPlane& normalised, OrientationField orientation,
                                    const PeriodField& period, const CellMask& mask);

}  // namespace ridgeline

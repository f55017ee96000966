// What differs between two impressions of one finger.
#pragma once

#include <cstdint>

#include "synthesis/master.hpp"
#include "synthesis/placement.hpp"
#include "synthesis/random.hpp"
#include "synthesis/touch.hpp"

namespace ridgeline::synthesis {

struct ImpressionTraits {
  int width_px = 0;  ///< of the field, at 500 ppi
  int height_px = 0;
  Placement placement;
  Point half_axes_px;          ///< of the contact area
  double lower_half_px = 0;    ///< of the contact area below its middle
  double pressure = 0;         ///< added to the ridges' height: above 0 they broaden, below 0 they thin out and break
  double unevenness = 0;       ///< deviation of the pressure over the area
  double speckle = 0;          ///< deviation of the fine noise on the ridges
  double grit = 0;             ///< deviation of the noise that is as wide as half a ridge
  double pore_depth = 0;       ///< by which pores lower a ridge, in ridge heights
  double crease_depth = 0;     ///< likewise of creases and scratches
  double dry_patch_level = 0;  ///< deviations of a surface above which the skin leaves no trace
  int scratch_count = 0;
  double darkness = 0;  ///< share of the sensor's range between platen and ridge
};

[[nodiscard]] ImpressionTraits draw_impression_traits(const MasterPrint& master, const Touch& touch) noexcept;

/// The random stream of one stage of one impression.
[[nodiscard]] Random impression_stream(Stream stream, const MasterPrint& master, const Touch& touch) noexcept;

}  // namespace ridgeline::synthesis

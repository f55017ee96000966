// Local mean and deviation, and the print with both taken out.
#pragma once

#include "extract/planes.hpp"
#include "image/gray_image.hpp"

namespace ridgeline {

/// Smoothed local mean and deviation, grey levels, one a cell.
struct LocalStatistics {
  CellField mean;
  CellField deviation;
};

/// The image with its outermost pixels replaced by those inside them.
[[nodiscard]] GrayImage without_sensor_edge(const GrayImage& image);

[[nodiscard]] LocalStatistics local_statistics(const GrayImage& image);

/// (grey - mean) / (deviation + floor), clamped, in steps of 1/kNormalisedScale, edges extended.
[[nodiscard]] PixelPlane normalise(const GrayImage& image, const LocalStatistics& statistics);

}  // namespace ridgeline

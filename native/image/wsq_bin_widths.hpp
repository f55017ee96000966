// How finely each subband of a WSQ image is quantised, so that the whole meets a bit rate (IAFIS-IC-0110, Part 3).
#pragma once

#include <array>
#include <span>

#include "image/wsq_layout.hpp"
#include "image/wsq_segments.hpp"

namespace ridgeline::wsq {

/// What the bin widths depend on.
struct SubbandStatistics {
  double variance = 0;
  double largest_magnitude = 0;
};

using Statistics = std::array<SubbandStatistics, kSubbands>;

/// Measures the subbands that may be transmitted; the others stay 0.
[[nodiscard]] Statistics measure_subbands(const Layout& layout, std::span<const float> plane, int stride);

/// Bin widths as they will be sent. Subbands that hold next to nothing get none.
[[nodiscard]] Quantization fit_bins(const Statistics& statistics, double bits_per_pixel);

}  // namespace ridgeline::wsq

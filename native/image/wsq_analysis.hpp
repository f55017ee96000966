// Takes an image apart into the subbands of WSQ: the symmetric wavelet transform (IAFIS-IC-0110, Part 1, Annex A) with
// the filters of the encoder.
#pragma once

#include <array>
#include <span>

#include "image/wsq_encode_parameters.hpp"
#include "image/wsq_layout.hpp"

namespace ridgeline::wsq {

/// Right halves of the analysis filters as the decoder will read them from the stream.
struct AnalysisFilters {
  std::array<float, kLowHalf.size()> low;
  std::array<float, kHighHalf.size()> high;
};

[[nodiscard]] AnalysisFilters analysis_filters();

/// Splits one region of the plane in four, in place. `plane` has rows of `stride` samples; `scratch` holds at least
/// split.region.area() samples. The region's sides must be at least 2.
void apply_split(const Split& split, const AnalysisFilters& filters, std::span<float> plane, int stride,
                 std::span<float> scratch);

}  // namespace ridgeline::wsq

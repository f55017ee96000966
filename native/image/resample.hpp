// Brings any print of 300 to 1200 ppi to 500 ppi.
#pragma once

#include "base/error.hpp"
#include "image/gray_image.hpp"

namespace ridgeline {

/// The print at 500 ppi. Low-pass filters before it shrinks; returns a copy where the resolution is 500 (within 0.5 %) already.
/// Errors: RESOLUTION_OUT_OF_RANGE, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL (limits.hpp), INVALID_ARGUMENT if pixels and sides disagree.
Result<GrayImage> resample_to_500_ppi(const GrayImage& image);

}  // namespace ridgeline

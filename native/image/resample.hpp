// Brings any print of 300 to 1200 ppi to 500 ppi, or to another resolution.
#pragma once

#include "base/error.hpp"
#include "image/gray_image.hpp"

namespace ridgeline {

/// The print at 500 ppi. Low-pass filters before it shrinks; returns a copy where the resolution is 500 (within 0.5 %) already.
/// Errors: RESOLUTION_OUT_OF_RANGE, IMAGE_TOO_LARGE, IMAGE_TOO_SMALL (limits.hpp), INVALID_ARGUMENT if pixels and sides disagree.
Result<GrayImage> resample_to_500_ppi(const GrayImage& image);

/// The same at another resolution, whatever the sides become, nearly 500 ppi counting as 500 here, too: for prints that
/// resample_to_500_ppi() takes.
/// Errors: RESOLUTION_OUT_OF_RANGE, IMAGE_TOO_LARGE, INVALID_ARGUMENT, of the image that is given.
Result<GrayImage> resample_to(const GrayImage& image, double ppi);

}  // namespace ridgeline

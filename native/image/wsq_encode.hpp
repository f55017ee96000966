// Writes WSQ, the FBI's wavelet format for grey fingerprints (IAFIS-IC-0110 version 3.1).
#pragma once

#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "image/gray_image.hpp"

namespace ridgeline {

/// Encodes at about `bits_per_pixel` (0.1 to 8; the FBI uses 0.75, some 15 : 1, and 2.25). The resolution goes into a NIST
/// comment as whole ppi, where it is known. Sides from 64 to 4096 px.
/// Errors: IMAGE_TOO_SMALL, IMAGE_TOO_LARGE, INVALID_ARGUMENT.
Result<std::vector<std::uint8_t>> encode_wsq(const GrayImage& image, double bits_per_pixel);

}  // namespace ridgeline

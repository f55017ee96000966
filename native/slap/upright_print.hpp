// Cuts one finger out of a slap and turns it upright.
#pragma once

#include "base/error.hpp"
#include "image/gray_image.hpp"
#include "slap/segment_slap.hpp"

namespace ridgeline {

/// The finger in a box, turned upright, with a margin for what the box may miss, at the image's own resolution. What lies outside the
/// image has the grey of its edge. Errors: INVALID_ARGUMENT for a box without area or beside the image, IMAGE_TOO_LARGE.
[[nodiscard]] Result<GrayImage> upright_print(const GrayImage& image, const SlapBox& box);

}  // namespace ridgeline

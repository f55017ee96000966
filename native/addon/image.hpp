// Grey images across the boundary.
#pragma once

#include <napi.h>

#include "addon/convert.hpp"
#include "image/gray_image.hpp"

namespace ridgeline::addon {

/// Reads { width, height, ppi, pixels }. Throws INVALID_ARGUMENT where the pixels do not fill the sides, IMAGE_TOO_LARGE.
[[nodiscard]] GrayImage read_gray_image(const Argument& image);

[[nodiscard]] Napi::Object make_gray_image(Napi::Env env, const GrayImage& image);

/// decodeWsq, encodeWsq.
void add_image_functions(Napi::Object exports);

}  // namespace ridgeline::addon

// Images of raw pixels for fuzz targets.
#pragma once

#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "image/gray_image.hpp"

namespace ridgeline::fuzz {

/// An image with sides between two limits, its resolution, and what is left of the input as pixels, over and over: few bytes make
/// many pixels, and a period that is none of the width's makes slanted ridges.
inline GrayImage take_image(FuzzedDataProvider& input, int least_side, int most_side) {
  GrayImage image;
  image.width = input.ConsumeIntegralInRange(least_side, most_side);
  image.height = input.ConsumeIntegralInRange(least_side, most_side);
  image.ppi = input.ConsumeBool() ? 500.0 : input.ConsumeFloatingPoint<double>();
  const std::vector<std::uint8_t> period = input.ConsumeRemainingBytes<std::uint8_t>();
  image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height), 128);
  if (period.empty()) return image;
  for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = period[i % period.size()];
  return image;
}

}  // namespace ridgeline::fuzz

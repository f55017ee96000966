// Any image at any rate, encoded and decoded again: sides and resolution come back.
#include <cstddef>
#include <cstdint>

#include "image/wsq.hpp"
#include "image/wsq_encode.hpp"
#include "outcome.hpp"
#include "raw_image.hpp"

using namespace ridgeline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const double bits_per_pixel = input.ConsumeFloatingPointInRange(0.1, 8.0);
  const GrayImage image = fuzz::take_image(input, 64, 130);
  const auto bytes = encode_wsq(image, bits_per_pixel);
  fuzz::require(bytes.ok(), "an image within the limits has a WSQ stream");
  const auto decoded = decode_wsq(bytes.value());
  fuzz::require(decoded.ok(), "what was encoded can be decoded");
  fuzz::require_whole(decoded.value());
  fuzz::require(decoded.value().width == image.width && decoded.value().height == image.height, "sides come back");
  return 0;
}

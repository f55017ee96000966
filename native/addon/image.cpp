#include "addon/image.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "addon/errors.hpp"
#include "base/limits.hpp"
#include "image/wsq.hpp"
#include "image/wsq_encode.hpp"

namespace ridgeline::addon {
namespace {

constexpr std::size_t kMaxPixels =
    static_cast<std::size_t>(limits::kMaxImageSide) * static_cast<std::size_t>(limits::kMaxImageSide);

/// Widest range of resolutions worth carrying as far as the core, which says RESOLUTION_OUT_OF_RANGE itself.
constexpr double kMaxStatedPpi = 1e6;

/// The same for bit rates, of which the core takes 0.1 to 8.
constexpr double kMaxStatedBitsPerPixel = 1e6;

Napi::Value decode_wsq_bytes(const Napi::CallbackInfo& info) {
  const auto bytes = argument(info, 0, "bytes").bytes(limits::kMaxFileBytes);
  return make_gray_image(info.Env(), value_or_throw(info.Env(), decode_wsq(bytes)));
}

Napi::Value encode_wsq_bytes(const Napi::CallbackInfo& info) {
  const GrayImage image = read_gray_image(argument(info, 0, "image"));
  const double bits_per_pixel = argument(info, 1, "bitsPerPixel").number(0, kMaxStatedBitsPerPixel);
  return make_bytes(info.Env(), value_or_throw(info.Env(), encode_wsq(image, bits_per_pixel)));
}

}  // namespace

GrayImage read_gray_image(const Argument& image) {
  const std::uint64_t width = image.field("width").whole_number(0, std::numeric_limits<std::int32_t>::max());
  const std::uint64_t height = image.field("height").whole_number(0, std::numeric_limits<std::int32_t>::max());
  const double ppi = image.field("ppi").number(0, kMaxStatedPpi);
  constexpr auto kLargestSide = static_cast<std::uint64_t>(limits::kMaxImageSide);
  if (width > kLargestSide || height > kLargestSide) {
    throw_error(image.env(), ErrorCode::IMAGE_TOO_LARGE,
                "the image has " + std::to_string(width) + " x " + std::to_string(height) +
                    " px, a print has at most " + std::to_string(kLargestSide) + " a side");
  }
  const Argument pixels = image.field("pixels");
  GrayImage result{static_cast<int>(width), static_cast<int>(height), ppi, pixels.bytes(kMaxPixels)};
  if (result.pixels.size() != width * height) {
    pixels.reject("width x height = " + std::to_string(width * height) + " bytes, not " +
                  std::to_string(result.pixels.size()));
  }
  return result;
}

Napi::Object make_gray_image(Napi::Env env, const GrayImage& image) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("width", image.width);
  object.Set("height", image.height);
  object.Set("ppi", image.ppi);
  object.Set("pixels", make_bytes(env, image.pixels));
  return object;
}

void add_image_functions(Napi::Object exports) {
  add_function<decode_wsq_bytes>(exports, "decodeWsq");
  add_function<encode_wsq_bytes>(exports, "encodeWsq");
}

}  // namespace ridgeline::addon

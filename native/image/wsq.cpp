#include "image/wsq.hpp"

#include <cmath>
#include <utility>

#include "image/wsq_stream.hpp"
#include "image/wsq_synthesis.hpp"

namespace ridgeline {
namespace {

// The coefficients of every subband at its place in a plane of the image's size; what was not transmitted is zero.
std::vector<float> dequantize(const wsq::Stream& stream) {
  const auto stride = static_cast<std::size_t>(stream.frame.width);
  const float centre = stream.quantization.bin_centre;
  std::vector<float> plane(stream.bins.size());
  const float* bin = stream.bins.data();
  for (std::size_t i = 0; i < wsq::kSubbands; ++i) {
    const auto [bin_width, zero_bin_width] = stream.quantization.subbands[i];
    if (bin_width == 0) continue;
    const float half_zero = zero_bin_width / 2;
    const wsq::Region& region = stream.layout.subbands[i];
    for (int y = region.y; y < region.y + region.height; ++y) {
      float* out = plane.data() + static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(region.x);
      for (int x = 0; x < region.width; ++x) {
        const float magnitude = bin_width * (std::abs(bin[x]) - centre) + half_zero;
        const float below_zero = bin[x] < 0 ? -magnitude : 0;
        out[x] = bin[x] > 0 ? magnitude : below_zero;
      }
      bin += region.width;
    }
  }
  return plane;
}

// A quarter of the image at the highest frequencies is as a rule not transmitted, and zeros stay zeros.
bool all_zero(const wsq::Stream& stream, const wsq::Region& region) {
  for (std::size_t i = 0; i < wsq::kSubbands; ++i) {
    const wsq::Region& subband = stream.layout.subbands[i];
    const bool inside = subband.x >= region.x && subband.x < region.x + region.width && subband.y >= region.y &&
                        subband.y < region.y + region.height;
    if (inside && stream.quantization.subbands[i].bin_width != 0) return false;
  }
  return true;
}

// Undoes the transform, inner splits first. `scratch` is the plane of bins, which has served.
void synthesize(const wsq::Stream& stream, std::vector<float>& plane, std::vector<float>& scratch) {
  const wsq::SynthesisFilters filters(stream.transform);
  for (auto split = stream.layout.splits.rbegin(); split != stream.layout.splits.rend(); ++split) {
    if (all_zero(stream, split->region)) continue;
    wsq::undo_split(*split, filters, plane, stream.frame.width, scratch);
  }
}

// Damaged tables can make samples infinite or no number: the comparisons bring every one of them into the grey scale.
std::uint8_t to_pixel(float sample) {
  if (!(sample > 0)) return 0;
  return sample < 255 ? static_cast<std::uint8_t>(sample) : std::uint8_t{255};
}

GrayImage to_image(const wsq::Frame& frame, double ppi, const std::vector<float>& plane) {
  GrayImage image{frame.width, frame.height, ppi, std::vector<std::uint8_t>(plane.size())};
  for (std::size_t i = 0; i < plane.size(); ++i) {
    image.pixels[i] = to_pixel(plane[i] * frame.scale + frame.shift + 0.5F);
  }
  return image;
}

}  // namespace

bool is_wsq(std::span<const std::uint8_t> bytes) noexcept {
  return bytes.size() >= 2 && bytes[0] == 0xFF && bytes[1] == static_cast<std::uint8_t>(wsq::Marker::start_of_image);
}

Result<GrayImage> decode_wsq(std::span<const std::uint8_t> bytes) {
  if (!is_wsq(bytes)) return Error{ErrorCode::UNSUPPORTED_FORMAT, "expected a WSQ stream (FF A0 first)"};
  auto read = wsq::StreamReader(bytes).read();
  if (!read) return read.error();
  wsq::Stream stream = std::move(read).value();
  std::vector<float> plane = dequantize(stream);
  synthesize(stream, plane, stream.bins);
  return to_image(stream.frame, stream.ppi, plane);
}

}  // namespace ridgeline

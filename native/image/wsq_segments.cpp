#include "image/wsq_segments.hpp"

#include <algorithm>
#include <numeric>

#include "base/big_endian_reader.hpp"
#include "base/limits.hpp"
#include "image/wsq_number.hpp"

namespace ridgeline::wsq {
namespace {

// Longest filters that the format allows: 31 taps of odd and 32 of even length.
constexpr std::size_t kMaxFilterTaps = 32;

float read_scaled(BigEndianReader& reader) {
  const std::uint8_t exponent = reader.u8();
  return ScaledNumber{exponent, reader.u16()}.value();
}

bool read_whole(const BigEndianReader& reader) { return reader.ok() && reader.remaining() == 0; }

// Filters are sent as their right halves, the middle tap included.
std::vector<float> read_half_filter(BigEndianReader& reader, std::size_t length) {
  std::vector<float> half;
  for (std::size_t i = 0; i < (length + 1) / 2; ++i) {
    const bool negative = reader.u8() != 0;
    const std::uint8_t exponent = reader.u8();
    const float value = ScaledNumber{exponent, reader.u32()}.value();
    half.push_back(negative ? -value : value);
  }
  return half;
}

// Perfect reconstruction makes each synthesis filter of the other analysis filter, every second tap negated: `first` is
// the sign of the tap right of the middle, `mirrored` that of the left half against the right.
std::vector<float> synthesis_filter(const std::vector<float>& half, std::size_t length, float first, float mirrored) {
  std::vector<float> filter(length);
  float sign = first;
  for (std::size_t i = 0; i < half.size(); ++i, sign = -sign) {
    filter[length / 2 + i] = sign * half[i];
    filter[(length - 1) / 2 - i] = (length % 2 == 1 ? 1.0F : mirrored) * sign * half[i];
  }
  return filter;
}

}  // namespace

Error malformed(const std::string& detail) { return {ErrorCode::MALFORMED_WSQ, "WSQ stream: " + detail}; }

Result<Frame> read_frame(std::span<const std::uint8_t> segment) {
  BigEndianReader reader(segment);
  reader.skip(2);  // the scanner's black and white
  Frame frame;
  frame.height = reader.u16();
  frame.width = reader.u16();
  frame.shift = read_scaled(reader);
  frame.scale = read_scaled(reader);
  reader.skip(3);  // encoder and its software version
  if (!read_whole(reader)) return malformed("frame header of a wrong length");
  if (frame.width == 0 || frame.height == 0) return malformed("an image without pixels");
  if (frame.width > limits::kMaxImageSide || frame.height > limits::kMaxImageSide) {
    return Error{ErrorCode::IMAGE_TOO_LARGE, "WSQ stream: expected sides of at most " +
                                                 std::to_string(limits::kMaxImageSide) + " px, got " +
                                                 std::to_string(frame.width) + " x " + std::to_string(frame.height)};
  }
  return frame;
}

Result<Transform> read_transform(std::span<const std::uint8_t> segment) {
  BigEndianReader reader(segment);
  const std::size_t low_length = reader.u8();
  const std::size_t high_length = reader.u8();
  if (low_length == 0 || high_length == 0 || low_length > kMaxFilterTaps || high_length > kMaxFilterTaps ||
      low_length % 2 != high_length % 2) {
    return malformed("filters of " + std::to_string(low_length) + " and " + std::to_string(high_length) + " taps");
  }
  const auto low_half = read_half_filter(reader, low_length);
  const auto high_half = read_half_filter(reader, high_length);
  if (!read_whole(reader)) return malformed("transform table of a wrong length");
  const bool even = low_length % 2 == 0;
  return Transform{synthesis_filter(high_half, high_length, even ? -1.0F : 1.0F, 1.0F),
                   synthesis_filter(low_half, low_length, 1.0F, -1.0F)};
}

Result<Quantization> read_quantization(std::span<const std::uint8_t> segment) {
  BigEndianReader reader(segment);
  Quantization table;
  table.bin_centre = read_scaled(reader);
  for (Quantizer& subband : table.subbands) {
    subband.bin_width = read_scaled(reader);
    subband.zero_bin_width = read_scaled(reader);
  }
  if (!read_whole(reader)) return malformed("quantization table of a wrong length");
  return table;
}

Result<bool> read_huffman_tables(std::span<const std::uint8_t> segment, HuffmanTables& tables) {
  BigEndianReader reader(segment);
  do {
    const std::size_t number = reader.u8();
    if (number >= kHuffmanTables) return malformed("Huffman table number " + std::to_string(number));
    HuffmanTable table;
    const auto counts = reader.take(table.counts.size());
    std::copy(counts.begin(), counts.end(), table.counts.begin());
    const auto symbols = reader.take(std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
    table.symbols.assign(symbols.begin(), symbols.end());
    if (!reader.ok()) return malformed("Huffman table that is cut off");
    tables[number] = std::move(table);
  } while (reader.remaining() > 0);
  return true;
}

double ppi_of_comment(std::span<const std::uint8_t> segment) {
  const std::string text(segment.begin(), segment.end());
  if (!text.starts_with("NIST_COM")) return 0;
  const std::size_t line = text.find("\nPPI");
  if (line == std::string::npos) return 0;
  std::size_t at = line + 4;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  int ppi = 0;
  for (int digits = 0; digits < 5 && at < text.size() && text[at] >= '0' && text[at] <= '9'; ++digits, ++at) {
    ppi = ppi * 10 + (text[at] - '0');
  }
  return ppi;
}

}  // namespace ridgeline::wsq

#include "image/wsq_stream_writer.hpp"

#include <utility>

#include "image/wsq_encode_parameters.hpp"
#include "image/wsq_number.hpp"

namespace ridgeline::wsq {
namespace {

using Bytes = std::vector<std::uint8_t>;

void put_number(Bytes& bytes, std::uint32_t value, int count) {
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

void put_scaled(Bytes& bytes, float value) {
  const ScaledNumber number = scaled_16(value);
  put_number(bytes, number.exponent, 1);
  put_number(bytes, number.digits, 2);
}

void put_tap(Bytes& bytes, double tap) {
  const ScaledNumber number = scaled_32(tap < 0 ? -tap : tap);
  put_number(bytes, tap < 0 ? 1 : 0, 1);
  put_number(bytes, number.exponent, 1);
  put_number(bytes, number.digits, 4);
}

/// Bits, most significant first; a byte of FF is followed by a stuffed 0, so that it is no marker.
class BitWriter {
 public:
  explicit BitWriter(Bytes& bytes) : bytes_(bytes) {}

  /// At most 32 bits at once.
  void put(std::uint32_t value, int count) {
    bits_ = bits_ << count | value;
    count_ += count;
    while (count_ >= 8) {
      count_ -= 8;
      const auto byte = static_cast<std::uint8_t>(bits_ >> count_);
      bytes_.push_back(byte);
      if (byte == 0xFF) bytes_.push_back(0);
    }
  }

  /// Fills up the last byte with ones, which begin no code.
  void finish() {
    if (count_ > 0) put((1U << (8 - count_)) - 1, 8 - count_);
  }

 private:
  Bytes& bytes_;
  std::uint64_t bits_ = 0;
  int count_ = 0;
};

}  // namespace

StreamWriter::StreamWriter() { put_marker(Marker::start_of_image); }

void StreamWriter::put_comment(const std::string& text) {
  put_segment(Marker::comment, Bytes(text.begin(), text.end()));
}

void StreamWriter::put_transform() {
  Bytes content = {2 * kLowHalf.size() - 1, 2 * kHighHalf.size() - 1};
  for (const double tap : kLowHalf) put_tap(content, tap);
  for (const double tap : kHighHalf) put_tap(content, tap);
  put_segment(Marker::transform_table, content);
}

void StreamWriter::put_quantization(const Quantization& quantization) {
  Bytes content;
  put_scaled(content, quantization.bin_centre);
  for (const Quantizer& subband : quantization.subbands) {
    put_scaled(content, subband.bin_width);
    put_scaled(content, subband.zero_bin_width);
  }
  put_segment(Marker::quantization_table, content);
}

void StreamWriter::put_frame(const Frame& frame) {
  Bytes content = {0, 255};  // black and white of the scanner
  put_number(content, static_cast<std::uint32_t>(frame.height), 2);
  put_number(content, static_cast<std::uint32_t>(frame.width), 2);
  put_scaled(content, frame.shift);
  put_scaled(content, frame.scale);
  put_number(content, kEncoderNumber, 1);
  put_number(content, kSoftwareNumber, 2);
  put_segment(Marker::start_of_frame, content);
}

void StreamWriter::put_huffman_table(std::uint8_t number, const HuffmanTable& table) {
  Bytes content = {number};
  content.insert(content.end(), table.counts.begin(), table.counts.end());
  content.insert(content.end(), table.symbols.begin(), table.symbols.end());
  put_segment(Marker::huffman_tables, content);
}

void StreamWriter::put_block(std::uint8_t table_number, std::span<const Token> tokens, const CodeBook& book) {
  const Bytes header = {table_number};
  put_segment(Marker::start_of_block, header);
  BitWriter bits(bytes_);
  for (const Token& token : tokens) {
    const CodeBook::Code code = book.codes[token.symbol];
    bits.put(std::uint32_t{code.bits} << token.extra_bits | token.extra, code.length + token.extra_bits);
  }
  bits.finish();
}

std::vector<std::uint8_t> StreamWriter::take() && {
  put_marker(Marker::end_of_image);
  return std::move(bytes_);
}

void StreamWriter::put_marker(Marker marker) {
  bytes_.push_back(0xFF);
  bytes_.push_back(static_cast<std::uint8_t>(marker));
}

void StreamWriter::put_segment(Marker marker, std::span<const std::uint8_t> content) {
  put_marker(marker);
  put_number(bytes_, static_cast<std::uint32_t>(content.size() + 2), 2);
  bytes_.insert(bytes_.end(), content.begin(), content.end());
}

}  // namespace ridgeline::wsq

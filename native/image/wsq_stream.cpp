#include "image/wsq_stream.hpp"

#include <string>
#include <utility>

#include "base/big_endian_reader.hpp"

namespace ridgeline::wsq {
namespace {

/// More segments than any encoder writes: a few tables, 3 to 64 blocks and comments. It bounds the work that a file
/// full of tables can ask for.
constexpr int kMaxSegments = 1024;

bool is_restart(Marker marker) { return marker >= Marker::restart_first && marker <= Marker::restart_last; }

bool is_transmitted(const Quantizer& quantizer) { return quantizer.bin_width != 0; }

}  // namespace

Result<Stream> StreamReader::read() {
  for (int segments = 0; segments < kMaxSegments; ++segments) {
    // A file that lost its last bytes, yet has every coefficient, is as good as whole.
    if (offset_ == bytes_.size() && all_bins_read()) return finish();
    const auto marker = next_marker();
    if (!marker) return marker.error();
    if (marker.value() == Marker::end_of_image) return finish();
    const auto segment = next_segment();
    if (!segment) return segment.error();
    const auto taken = marker.value() == Marker::start_of_block ? read_block(segment.value())
                                                                : take_segment(marker.value(), segment.value());
    if (!taken) return taken.error();
  }
  return malformed("more than " + std::to_string(kMaxSegments) + " segments");
}

// Any number of FF may stand before the FF of a marker.
Result<Marker> StreamReader::next_marker() {
  if (offset_ >= bytes_.size()) return malformed("ends before its end of image marker");
  if (bytes_[offset_] != 0xFF) return malformed("no marker at byte " + std::to_string(offset_));
  while (offset_ < bytes_.size() && bytes_[offset_] == 0xFF) ++offset_;
  if (offset_ == bytes_.size()) return malformed("ends within a marker");
  return static_cast<Marker>(bytes_[offset_++]);
}

Result<std::span<const std::uint8_t>> StreamReader::next_segment() {
  BigEndianReader reader(bytes_.subspan(offset_));
  const std::size_t length = reader.u16();
  const auto segment = reader.take(length < 2 ? bytes_.size() : length - 2);
  if (!reader.ok())
    return malformed("segment of " + std::to_string(length) + " bytes at byte " + std::to_string(offset_));
  offset_ += length;
  return segment;
}

Result<bool> StreamReader::take_segment(Marker marker, std::span<const std::uint8_t> segment) {
  const auto keep = [](auto result, auto& place) -> Result<bool> {
    if (!result) return result.error();
    place = std::move(result).value();
    return true;
  };
  switch (marker) {
    case Marker::start_of_frame:
      if (frame_) return malformed("a second frame header");
      return keep(read_frame(segment), frame_);
    case Marker::transform_table:
      return keep(read_transform(segment), transform_);
    case Marker::quantization_table:
      if (writer_) return malformed("quantization changes between blocks");
      return keep(read_quantization(segment), quantization_);
    case Marker::huffman_tables:
      return read_huffman_tables(segment, huffman_tables_);
    case Marker::restart_interval:
      if (segment.size() != 2) return malformed("restart interval of a wrong length");
      restarts_enabled_ = BigEndianReader(segment).u16() != 0;
      return true;
    case Marker::comment:
      if (ppi_ == 0) ppi_ = ppi_of_comment(segment);
      return true;
    default:
      return malformed("marker " + std::to_string(static_cast<unsigned>(marker)) + " out of place");
  }
}

Result<bool> StreamReader::begin_blocks() {
  if (!frame_ || !quantization_) return malformed("block before the frame header or the quantization table");
  layout_ = layout_of(frame_->width, frame_->height);
  std::size_t bins = 0;
  for (std::size_t i = 0; i < kSubbands; ++i) {
    if (i == kSecondBlockSubband) breaks_[0] = bins;
    if (i == kThirdBlockSubband) breaks_[1] = bins;
    if (is_transmitted(quantization_->subbands[i])) bins += layout_.subbands[i].area();
  }
  breaks_[2] = bins;
  bins_.resize(static_cast<std::size_t>(frame_->width) * static_cast<std::size_t>(frame_->height));
  writer_.emplace(std::span(bins_).first(bins));
  return true;
}

std::size_t StreamReader::next_break() const {
  for (const std::size_t at : breaks_) {
    if (at > writer_->position()) return at;
  }
  return breaks_.back();
}

Result<bool> StreamReader::read_block(std::span<const std::uint8_t> header) {
  if (header.size() != 1 || header[0] >= kHuffmanTables) return malformed("block header of a wrong length or table");
  if (!writer_) {
    if (const auto begun = begin_blocks(); !begun) return begun.error();
  }
  const auto decoder = HuffmanDecoder::make(huffman_tables_[header[0]]);
  if (!decoder) return decoder.error();
  writer_->set_end(next_break());
  last_restart_.reset();
  while (true) {
    const auto decoded = decode_segment(bytes_.subspan(offset_), decoder.value(), *writer_);
    if (!decoded) return decoded.error();
    offset_ += decoded.value();
    const std::size_t marker_offset = offset_;
    const auto marker = next_marker();
    if (!marker || !is_restart(marker.value())) {
      // Whatever stands there is for the main loop to read or to refuse.
      offset_ = marker_offset;
      return true;
    }
    if (const auto taken = take_restart(marker.value()); !taken) return taken.error();
  }
}

// Codes begin anew behind a restart marker, and nothing else does: where it stands says all, and the interval that was
// announced need not be counted. The markers' numbers must count on, or a part of the block is missing.
Result<bool> StreamReader::take_restart(Marker marker) {
  const unsigned number = static_cast<unsigned>(marker) - static_cast<unsigned>(Marker::restart_first);
  if (!restarts_enabled_) return malformed("restart marker without a restart interval");
  if (last_restart_ && number != (*last_restart_ + 1) % 8) return malformed("restart markers out of order");
  last_restart_ = number;
  return true;
}

Result<Stream> StreamReader::finish() {
  if (!frame_ || !transform_ || !writer_) return malformed("ends without frame header, transform table or blocks");
  if (!writer_->full()) {
    return malformed("blocks hold " + std::to_string(writer_->position()) + " of " + std::to_string(breaks_.back()) +
                     " coefficients");
  }
  return Stream{*frame_, std::move(*transform_), *quantization_, std::move(layout_), ppi_, std::move(bins_)};
}

}  // namespace ridgeline::wsq

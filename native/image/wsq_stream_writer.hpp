// Writes a WSQ stream marker by marker (IAFIS-IC-0110, Part 1, Annex B).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "image/wsq_code_book.hpp"
#include "image/wsq_segments.hpp"
#include "image/wsq_tokens.hpp"

namespace ridgeline::wsq {

class StreamWriter {
 public:
  /// Begins with the start of image marker.
  StreamWriter();

  void put_comment(const std::string& text);
  void put_transform();
  void put_quantization(const Quantization& quantization);
  void put_frame(const Frame& frame);
  void put_huffman_table(std::uint8_t number, const HuffmanTable& table);
  /// A block whose symbols have codes in the book, which was sent under `table_number`.
  void put_block(std::uint8_t table_number, std::span<const Token> tokens, const CodeBook& book);

  /// Ends with the end of image marker.
  [[nodiscard]] std::vector<std::uint8_t> take() &&;

 private:
  void put_marker(Marker marker);
  void put_segment(Marker marker, std::span<const std::uint8_t> content);

  std::vector<std::uint8_t> bytes_;
};

}  // namespace ridgeline::wsq

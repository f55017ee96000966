// The coefficients of a WSQ image as a sequence of Huffman symbols (IAFIS-IC-0110, Part 1, Annex A).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "image/wsq_code_book.hpp"
#include "image/wsq_layout.hpp"
#include "image/wsq_segments.hpp"

namespace ridgeline::wsq {

/// A symbol and the bits that follow its code.
struct Token {
  std::uint8_t symbol;
  std::uint8_t extra_bits;
  std::uint16_t extra;
};

/// Quantises the subbands from `first` to before `end` and turns them into the tokens of one block. `plane` has rows of
/// `stride` samples.
[[nodiscard]] std::vector<Token> tokens_of(const Layout& layout, const Quantization& quantization,
                                           std::span<const float> plane, int stride, std::size_t first,
                                           std::size_t end);

/// Adds the tokens' symbols to the counts.
void count_symbols(std::span<const Token> tokens, SymbolCounts& counts);

}  // namespace ridgeline::wsq

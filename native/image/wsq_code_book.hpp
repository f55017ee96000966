// Huffman codes made for the symbols of an image (IAFIS-IC-0110, Part 1, Annex A; the procedure is that of ISO/IEC
// 10918-1, Annex K.2).
#pragma once

#include <array>
#include <cstdint>

#include "image/wsq_segments.hpp"
#include "image/wsq_symbols.hpp"

namespace ridgeline::wsq {

using SymbolCounts = std::array<std::uint32_t, kSymbols>;

/// The code of each symbol, right-aligned; length 0 where a symbol has none.
struct CodeBook {
  struct Code {
    std::uint16_t bits = 0;
    std::uint8_t length = 0;
  };

  HuffmanTable table;
  std::array<Code, kSymbols> codes{};
};

/// Codes of at most 16 bits, none of them all ones, for every symbol that occurs.
[[nodiscard]] CodeBook make_code_book(const SymbolCounts& counts);

}  // namespace ridgeline::wsq

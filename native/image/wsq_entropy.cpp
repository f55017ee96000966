#include "image/wsq_entropy.hpp"

#include "image/wsq_symbols.hpp"

namespace ridgeline::wsq {
namespace {

constexpr bool is_escape(unsigned symbol) { return symbol > kLastRun && symbol < kFirstBin; }
constexpr int escaped_bits(unsigned symbol) {
  return symbol == kPositive16 || symbol == kNegative16 || symbol == kRun16 ? 16 : 8;
}

bool put_escaped(unsigned symbol, unsigned value, BinWriter& bins) {
  if (symbol == kRun8 || symbol == kRun16) return bins.put_zeros(value);
  const bool negative = symbol == kNegative8 || symbol == kNegative16;
  return bins.put(negative ? -static_cast<int>(value) : static_cast<int>(value));
}

}  // namespace

void BitReader::refill() noexcept {
  while (count_ <= 48 && offset_ < bytes_.size()) {
    const std::uint8_t byte = bytes_[offset_];
    if (byte == 0xFF) {
      if (offset_ + 1 == bytes_.size() || bytes_[offset_ + 1] != 0) return;
      ++offset_;
    }
    ++offset_;
    bits_ |= std::uint64_t{byte} << (56 - count_);
    count_ += 8;
  }
}

Result<HuffmanDecoder> HuffmanDecoder::make(const HuffmanTable& table) {
  if (table.symbols.size() > 256) return malformed("Huffman table of more than 256 symbols");
  HuffmanDecoder decoder;
  std::uint32_t code = 0;
  std::int32_t place = 0;
  for (int length = 1; length <= 16; ++length) {
    const std::uint32_t count = table.counts[static_cast<std::size_t>(length - 1)];
    const auto at = static_cast<std::size_t>(length);
    decoder.place_[at] = place - static_cast<std::int32_t>(code);
    for (std::uint32_t i = 0; i < count; ++i, ++code, ++place) {
      const std::uint8_t symbol = table.symbols[static_cast<std::size_t>(place)];
      decoder.symbols_[static_cast<std::size_t>(place)] = symbol;
      if (code >> length != 0) return malformed("Huffman table with more codes than fit their lengths");
      if (length > kShortBits) continue;
      const std::uint32_t spare = 1U << (kShortBits - length);
      for (std::uint32_t j = 0; j < spare; ++j) {
        decoder.short_codes_[code * spare + j] = {symbol, static_cast<std::uint8_t>(length)};
      }
    }
    decoder.limit_[at] = code << (16 - length);
    code <<= 1;
  }
  return decoder;
}

HuffmanDecoder::Code HuffmanDecoder::find_long(unsigned bits16) const noexcept {
  for (int length = kShortBits + 1; length <= 16; ++length) {
    const auto at = static_cast<std::size_t>(length);
    if (bits16 >= limit_[at]) continue;
    const auto place = static_cast<std::int32_t>(bits16 >> (16 - length)) + place_[at];
    return {symbols_[static_cast<std::size_t>(place)], static_cast<std::uint8_t>(length)};
  }
  return {0, 0};
}

Result<std::size_t> decode_segment(std::span<const std::uint8_t> bytes, const HuffmanDecoder& decoder,
                                   BinWriter& bins) {
  BitReader reader(bytes);
  while (true) {
    const auto code = decoder.find(reader.peek16());
    // The last byte is filled up with ones, which begin no code: fewer bits than a code needs are the end.
    if (code.length > reader.available() || (code.length == 0 && reader.available() < 16)) break;
    if (code.length == 0) return malformed("bits that are no code of the Huffman table, or no table");
    reader.skip(code.length);
    const unsigned symbol = code.symbol;
    bool taken = false;
    if (symbol >= kFirstBin && symbol <= kLastBin) {
      taken = bins.put(static_cast<int>(symbol) - kBinZero);
    } else if (symbol >= 1 && symbol <= kLastRun) {
      taken = bins.put_zeros(symbol);
    } else if (is_escape(symbol)) {
      const int width = escaped_bits(symbol);
      if (reader.available() < width) return malformed("block that ends within a coefficient");
      const unsigned value = reader.peek16() >> (16 - width);
      reader.skip(width);
      taken = put_escaped(symbol, value, bins);
    }
    if (!taken) return malformed("more coefficients in a block than its subbands have, or a symbol without meaning");
  }
  return reader.offset();
}

}  // namespace ridgeline::wsq

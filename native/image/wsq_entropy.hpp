// The Huffman-coded blocks of a WSQ stream: from bits to bin numbers (IAFIS-IC-0110, Part 1, Annex A).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/error.hpp"
#include "image/wsq_segments.hpp"

namespace ridgeline::wsq {

/// Reads bits, most significant first, from bytes in which FF is followed by a stuffed 0. Stops at the first marker or
/// at the end of the bytes.
class BitReader {
 public:
  explicit BitReader(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes) { refill(); }

  /// Bits that can be read at once: 16 or more unless the marker is nearer.
  [[nodiscard]] int available() const noexcept { return count_; }
  /// The next 16 bits; beyond the marker they are 0.
  [[nodiscard]] unsigned peek16() const noexcept { return static_cast<unsigned>(bits_ >> 48); }
  /// Drops `count` bits, at most available().
  void skip(int count) noexcept {
    bits_ <<= count;
    count_ -= count;
    if (count_ < 16) refill();
  }
  /// Where the marker stands, in bytes from the start; the number of bytes where there is none. Valid once fewer than
  /// 16 bits are available.
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }

 private:
  void refill() noexcept;

  std::span<const std::uint8_t> bytes_;
  std::size_t offset_ = 0;
  std::uint64_t bits_ = 0;
  int count_ = 0;
};

/// A Huffman table made ready for decoding.
class HuffmanDecoder {
 public:
  static Result<HuffmanDecoder> make(const HuffmanTable& table);

  struct Code {
    std::uint8_t symbol;
    std::uint8_t length;  ///< bits; 0 = no code of the table begins like this
  };

  /// The code that the next 16 bits begin with.
  [[nodiscard]] Code find(unsigned bits16) const noexcept {
    const Code code = short_codes_[bits16 >> (16 - kShortBits)];
    return code.length != 0 ? code : find_long(bits16);
  }

 private:
  /// Codes up to this long are looked up: nine bits cover nearly all symbols of a print, and the table stays in the
  /// cache.
  static constexpr int kShortBits = 9;

  [[nodiscard]] Code find_long(unsigned bits16) const noexcept;

  std::array<Code, 1U << kShortBits> short_codes_{};
  /// For each length: the first code that is too large for it, left-aligned in 16 bits, and what to add to a code for
  /// the place of its symbol.
  std::array<std::uint32_t, 17> limit_{};
  std::array<std::int32_t, 17> place_{};
  std::array<std::uint8_t, 256> symbols_{};
};

/// Where decoded bin numbers go: one a coefficient of the transmitted subbands, in order, zeros left as they are.
class BinWriter {
 public:
  explicit BinWriter(std::span<float> bins) noexcept : bins_(bins) {}

  [[nodiscard]] std::size_t position() const noexcept { return position_; }
  [[nodiscard]] bool full() const noexcept { return position_ == bins_.size(); }
  /// Nothing is taken beyond this position until it is set anew.
  void set_end(std::size_t end) noexcept { end_ = end; }

  [[nodiscard]] bool put(int bin) noexcept {
    if (position_ >= end_) return false;
    bins_[position_++] = static_cast<float>(bin);
    return true;
  }
  [[nodiscard]] bool put_zeros(std::size_t count) noexcept {
    if (count > end_ - position_) return false;
    position_ += count;
    return true;
  }

 private:
  std::span<float> bins_;
  std::size_t position_ = 0;
  std::size_t end_ = 0;
};

/// Decodes up to the next marker and returns its offset in `bytes`. Errors: MALFORMED_WSQ.
Result<std::size_t> decode_segment(std::span<const std::uint8_t> bytes, const HuffmanDecoder& decoder, BinWriter& bins);

}  // namespace ridgeline::wsq

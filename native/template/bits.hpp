// Bits in bytes, for codes of varying length.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ridgeline {

/// Appends bits to bytes, each byte from its highest bit on.
class BitWriter {
 public:
  explicit BitWriter(std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}
  /// The lowest `count` bits of `bits`, at most 24.
  void put(unsigned bits, unsigned count) {
    waiting_ = waiting_ << count | bits;
    for (used_ += count; used_ >= 8; used_ -= 8) bytes_.push_back(static_cast<std::uint8_t>(waiting_ >> (used_ - 8)));
  }
  /// What is left, and zeros.
  void finish() {
    if (used_ > 0) put(0, 8 - used_);
  }

 private:
  std::vector<std::uint8_t>& bytes_;
  std::uint32_t waiting_ = 0;
  unsigned used_ = 0;
};

/// Reads zeros beyond the end, and remembers that it did.
class BitReader {
 public:
  explicit BitReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  /// The next bits, from the highest on: at least kAtHand of them.
  [[nodiscard]] std::uint64_t peek() {
    if (known_ < kAtHand) refill();
    return window_;
  }
  static constexpr unsigned kAtHand = 24;
  /// At most what peek() has at hand.
  void skip(unsigned bits) {
    window_ <<= bits;
    known_ -= bits;
  }
  /// The next `count` bits as a number, at most kAtHand.
  [[nodiscard]] unsigned take(unsigned count) {
    const std::uint64_t window = peek();
    skip(count);
    return count == 0 ? 0 : static_cast<unsigned>(window >> (64 - count));
  }
  /// Bits read so far.
  [[nodiscard]] std::size_t at() const { return next_ * 8 - known_; }
  [[nodiscard]] bool past_end() const { return at() > bytes_.size() * 8; }
  /// Whether nothing but zeros to the end of the last byte is left.
  [[nodiscard]] bool at_end() { return (at() + 7) / 8 == bytes_.size() && peek() == 0; }

 private:
  void refill() {
    if (next_ + sizeof(std::uint64_t) <= bytes_.size()) {
      std::uint64_t word = 0;
      for (std::size_t i = 0; i < sizeof word; ++i) word = word << 8 | bytes_[next_ + i];
      // Bits beyond the last whole byte come again with the next word.
      window_ |= word >> known_;
      next_ += (63 - known_) / 8;
      known_ |= 56;
      return;
    }
    for (; known_ <= 56; known_ += 8, ++next_) {
      if (next_ < bytes_.size()) window_ |= std::uint64_t{bytes_[next_]} << (56 - known_);
    }
  }

  std::span<const std::uint8_t> bytes_;
  std::uint64_t window_ = 0;
  unsigned known_ = 0;  // bits of the window
  std::size_t next_ = 0;
};

}  // namespace ridgeline

// Reads big-endian numbers from bytes that may end too early.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace ridgeline {

/// A cursor over bytes. Reading past the end gives 0 and makes ok() false for good, so that a parser may read a whole
/// head and look once.
class BigEndianReader {
 public:
  explicit BigEndianReader(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes) {}

  [[nodiscard]] bool ok() const noexcept { return ok_; }
  [[nodiscard]] std::size_t offset() const noexcept { return offset_; }
  [[nodiscard]] std::size_t remaining() const noexcept { return bytes_.size() - offset_; }

  std::uint8_t u8() noexcept { return static_cast<std::uint8_t>(number(1)); }
  std::uint16_t u16() noexcept { return static_cast<std::uint16_t>(number(2)); }
  std::uint32_t u32() noexcept { return number(4); }

  /// The next `count` bytes, or none of them where fewer are left.
  std::span<const std::uint8_t> take(std::size_t count) noexcept {
    if (count > remaining()) {
      fail();
      return {};
    }
    const auto taken = bytes_.subspan(offset_, count);
    offset_ += count;
    return taken;
  }

  void skip(std::size_t count) noexcept { take(count); }

 private:
  std::uint32_t number(std::size_t count) noexcept {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : take(count)) value = value << 8 | byte;
    return value;
  }

  void fail() noexcept {
    ok_ = false;
    offset_ = bytes_.size();
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t offset_ = 0;
  bool ok_ = true;
};

}  // namespace ridgeline

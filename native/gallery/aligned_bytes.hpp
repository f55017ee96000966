// Memory aligned for columns and prepared blocks; a failed allocation is an error value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "base/error.hpp"

namespace ridgeline {

/// Bytes rounded up to a multiple of `step`, a power of two.
[[nodiscard]] constexpr std::size_t round_up(std::size_t bytes, std::size_t step) noexcept {
  return (bytes + step - 1) & ~(step - 1);
}

/// One block of memory at a multiple of 64 bytes, on pages of its own where it is large. Not cleared on allocation, not overwritten
/// when freed.
class AlignedBytes {
 public:
  /// Errors: OUT_OF_MEMORY.
  static Result<AlignedBytes> allocate(std::size_t bytes);

  [[nodiscard]] std::uint8_t* data() const noexcept { return data_.get(); }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] std::span<std::uint8_t> span() const noexcept { return {data_.get(), size_}; }

 private:
  struct Free {
    void operator()(std::uint8_t* data) const noexcept;
    std::size_t mapped_bytes = 0;  ///< 0 where it came from the heap
  };
  using Memory = std::unique_ptr<std::uint8_t, Free>;
  AlignedBytes(Memory data, std::size_t size) : data_(std::move(data)), size_(size) {}

  Memory data_;
  std::size_t size_;
};

}  // namespace ridgeline

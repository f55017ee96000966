// Reading from a place of an open file.
#pragma once

#include <cstdint>
#include <span>

namespace ridgeline {

/// Fills `into` with the bytes of the file open as `descriptor` from `offset` on. False where there are fewer or they cannot be read.
[[nodiscard]] bool read_at(int descriptor, std::uint64_t offset, std::span<std::uint8_t> into) noexcept;

}  // namespace ridgeline

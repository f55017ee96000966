// Overwriting that the compiler may not leave out, although nothing reads the bytes afterwards.
#pragma once

#include <cstdint>
#include <span>

namespace ridgeline {

/// Sets every byte to zero before it returns.
void overwrite(std::span<std::uint8_t> bytes) noexcept;

/// The same for a plain number or record.
template <class T>
void overwrite_value(T& value) noexcept {
  overwrite({reinterpret_cast<std::uint8_t*>(&value), sizeof(T)});
}

}  // namespace ridgeline

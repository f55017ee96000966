// A quick hash of bytes, the same on every machine; no protection against whoever wants a clash.
#pragma once

#include <cstdint>
#include <span>

namespace ridgeline {

/// FNV-1a, 32 bits.
[[nodiscard]] inline std::uint32_t hash_of(std::span<const std::uint8_t> bytes) noexcept {
  std::uint32_t hash = 0x811C9DC5u;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x01000193u;
  return hash;
}

}  // namespace ridgeline

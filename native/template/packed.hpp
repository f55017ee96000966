// The packed form of a template, as the store and the network keep it, little-endian: 13 bytes of head, the minutiae as bits
// (template/minutia_bits.hpp), then the ridge flow map as encode_flow() writes it.
// Head: 'R' 'T' version(3) position impression quality count flags width(u16) height(u16) bits(x << 4 | y).
// Flags: 1 a flow map follows, 2 types take two bits, 4 qualities fall.
// Versions 1 and 2, which are read and not written, have a head of 12 bytes without flags and bits, and 6 bytes a minutia: u16 x (14
// bits) | type << 14, u16 y (14 bits), u8 angle, u8 quality. Version 2 has a flow map, version 1 has none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "template/minutia_bits.hpp"
#include "template/template.hpp"

namespace ridgeline {

inline constexpr std::size_t kPackedHeadBytes = 13;
/// Bytes that pack() writes at most.
inline constexpr std::size_t kMaxPackedBytes = kPackedHeadBytes + kMaxMinutiaBitsBytes + kMaxFlowBytes;

/// Packs a template. Asserts that it keeps the limits.
[[nodiscard]] std::vector<std::uint8_t> pack(const Template& value);

/// Reads a packed template; the bytes must hold exactly one. Errors: MALFORMED_TEMPLATE, UNSUPPORTED_TEMPLATE (version).
Result<Template> unpack(std::span<const std::uint8_t> bytes);

}  // namespace ridgeline

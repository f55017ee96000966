// The packed form of a template, as the gallery and the store keep it: 12 bytes of head and 6 bytes a minutia, little-endian,
// then the ridge flow map as encode_flow() writes it. Version 2 has a flow map, version 1 has none.
// Head: 'R' 'T' version(1) position impression quality count reserved(0) width(u16) height(u16).
// Minutia: u16 x (14 bits) | type << 14, u16 y (14 bits), u8 angle, u8 quality.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "template/template.hpp"

namespace ridgeline {

inline constexpr std::size_t kPackedHeadBytes = 12;
inline constexpr std::size_t kPackedMinutiaBytes = 6;
inline constexpr std::size_t kMaxPackedBytes =
    kPackedHeadBytes + limits::kMaxMinutiae * kPackedMinutiaBytes + kMaxFlowBytes;

/// Packs a template. Asserts that it keeps the limits.
[[nodiscard]] std::vector<std::uint8_t> pack(const Template& value);

/// Reads a packed template; the bytes must hold exactly one. Errors: MALFORMED_TEMPLATE, UNSUPPORTED_TEMPLATE (version).
Result<Template> unpack(std::span<const std::uint8_t> bytes);

}  // namespace ridgeline

// WSQ, the FBI's wavelet format for grey fingerprints (IAFIS-IC-0110).
#pragma once

#include <cstdint>
#include <span>

#include "base/error.hpp"
#include "image/gray_image.hpp"

namespace ridgeline {

/// Decodes a WSQ stream. The resolution comes from a NIST comment (PPI) where there is one, else `ppi` is 0.
/// Takes any bytes: MALFORMED_WSQ, IMAGE_TOO_LARGE, UNSUPPORTED_FORMAT (no SOI marker); memory is bounded by the limits.
Result<GrayImage> decode_wsq(std::span<const std::uint8_t> bytes);

/// True where the bytes begin as a WSQ stream does (SOI marker FF A0).
[[nodiscard]] bool is_wsq(std::span<const std::uint8_t> bytes) noexcept;

}  // namespace ridgeline

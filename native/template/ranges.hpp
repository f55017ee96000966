// Ranges that every form of a template shares.
#pragma once

#include <cstdint>

namespace ridgeline::ranges {

/// Largest finger position of a single print: 10, left little finger (ANSI/NIST-ITL); 0 is unknown.
inline constexpr std::uint8_t kMaxPosition = 10;

/// Largest quality, of a print or a minutia (ISO/IEC 19794-2).
inline constexpr std::uint8_t kMaxQuality = 100;

/// Largest Minutia::x and y: 14 bits of 1/8 px.
inline constexpr std::uint16_t kMaxSteps = 0x3FFF;

}  // namespace ridgeline::ranges

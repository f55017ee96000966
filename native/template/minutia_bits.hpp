// Minutiae as bits: no more for a coordinate than the largest needs, and where the best come first, a quality as how much less it is
// than the one before.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "base/limits.hpp"
#include "template/template.hpp"

namespace ridgeline {

/// How minutiae are written; follows from them.
struct MinutiaCoding {
  unsigned x_bits = 0;
  unsigned y_bits = 0;
  bool has_other_types = false;  ///< a type takes two bits; otherwise one: 0 ending, 1 bifurcation
  bool quality_falls = false;  ///< the first quality has seven bits, each other as many ones as it is less, and a zero

  friend bool operator==(const MinutiaCoding&, const MinutiaCoding&) = default;
};

[[nodiscard]] MinutiaCoding coding_of(const std::vector<Minutia>& minutiae) noexcept;

/// Bits of a minutia at most; a coordinate reaches ranges::kMaxSteps.
inline constexpr unsigned kMostCoordinateBits = 14;
inline constexpr unsigned kAngleBits = 8;
inline constexpr unsigned kTypeBits = 2;
inline constexpr unsigned kMinutiaQualityBits = 7;

/// Bytes that write_minutiae() appends at most.
inline constexpr std::size_t kMaxMinutiaBitsBytes =
    (limits::kMaxMinutiae * (2 * kMostCoordinateBits + kAngleBits + kTypeBits + kMinutiaQualityBits) + 7) / 8;

/// Appends x, y, angle, type and quality of each as bits, and zeros to the end of the last byte.
void write_minutiae(const std::vector<Minutia>& minutiae, const MinutiaCoding& coding,
                    std::vector<std::uint8_t>& bytes);

/// Reads what write_minutiae() wrote, and how many bytes it took. Bytes that it would not have written are MALFORMED_TEMPLATE.
struct ReadMinutiae {
  std::vector<Minutia> minutiae;
  std::size_t bytes = 0;
};
Result<ReadMinutiae> read_minutiae(std::span<const std::uint8_t> bytes, std::size_t count, const MinutiaCoding& coding);

}  // namespace ridgeline

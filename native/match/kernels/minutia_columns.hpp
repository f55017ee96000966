// From the packed columns of a print's minutiae to columns of numbers. Nothing is rounded, so every form gives the same.
#pragma once

#include <cstddef>
#include <cstdint>

#include "match/parameters.hpp"

namespace ridgeline::kernels {

/// Bits of a position along one axis: the shift grows until the print's positions fit.
inline constexpr unsigned kPositionBits = 12;
inline constexpr std::size_t kPositionBytes = 2 * kPositionBits / 8;
/// Steps of a position in a pixel, as in a template.
inline constexpr float kPositionSteps = 8.0f;

/// What a minutia adds by itself, one byte: this many steps of 1 / kEvidenceSteps each, down from the most there can be.
inline constexpr int kOwnStep = 2;
inline constexpr int kMostOwnEvidence =
    static_cast<int>(match_parameters::kOwnEvidence * match_parameters::kEvidenceSteps);

/// Density, quality and type of a minutia share 16 bits, from the lowest on.
inline constexpr unsigned kDensityBits = 7;
inline constexpr unsigned kQualityBits = 7;
inline constexpr std::size_t kMarkBytes = 2;

struct MinutiaMark {
  std::uint8_t density;
  std::uint8_t quality;
  std::uint8_t type;
};

[[maybe_unused]] static MinutiaMark mark_in(const std::uint8_t* bytes) noexcept {
  const unsigned bits = bytes[0] | static_cast<unsigned>(bytes[1]) << 8;
  return {static_cast<std::uint8_t>(bits & ((1u << kDensityBits) - 1)),
          static_cast<std::uint8_t>(bits >> kDensityBits & ((1u << kQualityBits) - 1)),
          static_cast<std::uint8_t>(bits >> (kDensityBits + kQualityBits))};
}

/// Columns of `count` minutiae. Up to kColumnsOvershoot bytes behind the last byte of each may be read.
struct PackedColumns {
  std::size_t count;
  const std::uint8_t* own_evidence;
  const std::uint8_t* positions;  ///< x in the lower, y in the higher kPositionBits of three bytes
  const std::uint8_t* marks;
  int shift;  ///< positions are in steps of 2^shift / kPositionSteps px from the corner
  int left;   ///< of the corner, 1 / kPositionSteps px
  int bottom;
};
inline constexpr std::size_t kColumnsOvershoot = 32;

/// The same as numbers. Written in whole groups of 16.
struct MinutiaColumns {
  std::int16_t* own_evidence;  ///< 1 / kEvidenceSteps
  float* x;                    ///< px
  float* y;
  std::uint8_t* densities;
  std::uint8_t* qualities;
  std::uint8_t* types;
};

using UnfoldColumns = void(const PackedColumns& packed, const MinutiaColumns& columns);

UnfoldColumns unfold_columns_scalar;
#if defined(__x86_64__)
UnfoldColumns unfold_columns_avx2;
#endif

/// The form for this processor.
[[nodiscard]] UnfoldColumns* unfold_columns() noexcept;

}  // namespace ridgeline::kernels

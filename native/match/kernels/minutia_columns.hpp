// From the packed columns of a print's minutiae to columns of numbers. Nothing is rounded, so every form gives the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "match/parameters.hpp"

namespace ridgeline::kernels {

/// Steps of a position in a pixel, as in a template. A prepared print has larger ones, see PackedColumns.
inline constexpr float kPositionSteps = 8.0f;

/// Place, angle, own evidence and type of a minutia share a word, from the lowest bit on: x, y, and the rest in this order.
/// Half a pixel and three degrees are a fifth of what minutiae of another impression are off.
inline constexpr unsigned kPositionBits = 9;
inline constexpr int kMostPosition = (1 << kPositionBits) - 1;
inline constexpr unsigned kAngleBits = 7;
inline constexpr unsigned kOwnBits = 5;
inline constexpr unsigned kTypeBits = 2;
inline constexpr unsigned kAngleAt = 2 * kPositionBits;
inline constexpr unsigned kOwnAt = kAngleAt + kAngleBits;
inline constexpr unsigned kTypeAt = kOwnAt + kOwnBits;
inline constexpr std::size_t kPlaceBytes = 4;
static_assert(kTypeAt + kTypeBits == 8 * kPlaceBytes);

/// Angles of a comparison are in 1/256 turn, packed ones in steps of two of these.
inline constexpr unsigned kAngleStep = 2;
static_assert(kAngleStep << kAngleBits == 256);

/// What a minutia adds by itself: this many steps of 1 / kEvidenceSteps each, down from the most there can be. With steps of 4
/// the unusual ones would not fit.
inline constexpr int kOwnStep = 8;
inline constexpr int kMostOwnEvidence =
    static_cast<int>(match_parameters::kOwnEvidence * match_parameters::kEvidenceSteps);

/// Density and quality of a minutia share a byte, density in the lower bits: from that of a minutia that stands alone on, in steps of
/// half a minutia, and from kLeastQuality on. Seven bits each have the same error rates.
inline constexpr unsigned kDensityBits = 4;
inline constexpr unsigned kQualityBits = 4;
inline constexpr std::size_t kMarkBytes = 1;
inline constexpr unsigned kLeastDensity = static_cast<unsigned>(match_parameters::kDensitySteps);
inline constexpr unsigned kDensityStep = kLeastDensity / 2;
inline constexpr unsigned kLeastQuality = 4;
inline constexpr unsigned kQualityStep = 6;

/// Bits of a packed value. Static, as what follows: each module has its own copy, so that none is linked in place of another that was
/// compiled for another processor.
[[maybe_unused]] static constexpr unsigned bits_of(unsigned value, unsigned from, unsigned count) noexcept {
  return value >> from & ((1u << count) - 1);
}

[[maybe_unused]] static std::uint32_t place_in(const std::uint8_t* places, std::size_t minutia) noexcept {
  std::uint32_t place = 0;
  std::memcpy(&place, places + minutia * kPlaceBytes, sizeof place);
  return place;
}
/// In 1/256 turn.
[[maybe_unused]] static constexpr std::uint8_t angle_in(std::uint32_t place) noexcept {
  return static_cast<std::uint8_t>(kAngleStep * bits_of(place, kAngleAt, kAngleBits));
}
[[maybe_unused]] static constexpr std::int16_t own_evidence_in(std::uint32_t place) noexcept {
  return static_cast<std::int16_t>(kMostOwnEvidence - kOwnStep * static_cast<int>(bits_of(place, kOwnAt, kOwnBits)));
}
/// In 1 / kDensitySteps.
[[maybe_unused]] static constexpr std::uint8_t density_in(std::uint8_t mark) noexcept {
  return static_cast<std::uint8_t>(kLeastDensity + kDensityStep * bits_of(mark, 0, kDensityBits));
}
[[maybe_unused]] static constexpr std::uint8_t quality_in(std::uint8_t mark) noexcept {
  return static_cast<std::uint8_t>(kLeastQuality + kQualityStep * bits_of(mark, kDensityBits, kQualityBits));
}

/// Columns of `count` minutiae. Up to kColumnsOvershoot bytes behind the last byte of each may be read.
struct PackedColumns {
  std::size_t count;
  const std::uint8_t* places;
  const std::uint8_t* marks;
  int step;  ///< of positions, 1 / kPositionSteps px
  int left;  ///< of the corner that they count from, 1 / kPositionSteps px
  int bottom;
};
inline constexpr std::size_t kColumnsOvershoot = 64;

/// The same as numbers. Written in whole groups of 16.
struct MinutiaColumns {
  std::int16_t* own_evidence;  ///< 1 / kEvidenceSteps
  float* x;                    ///< px
  float* y;
  std::uint8_t* angles;     ///< 1/256 turn
  std::uint8_t* densities;  ///< 1 / kDensitySteps
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

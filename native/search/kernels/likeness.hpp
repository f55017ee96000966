// The inner loop of the middle pass: how alike the neighbourhoods of the best minutiae of two prints are. Integers only, so every
// form gives the same.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

/// Minutiae of a print that are asked, at most.
inline constexpr std::size_t kAskedMinutiae = 32;
/// Values of a descriptor, and bytes of one as galleries keep it: byte k has value k + kNibbleOffset in its low four bits and value
/// k + 24 + kNibbleOffset in its high ones.
inline constexpr std::size_t kLikenessValues = 48;
inline constexpr std::size_t kLikenessBytes = kLikenessValues / 2;
inline constexpr int kNibbleOffset = 8;
/// Values that one step of a kernel takes of each minutia.
inline constexpr std::size_t kQuadValues = 4;
inline constexpr std::size_t kLikenessQuads = kLikenessValues / kQuadValues;
/// Directions of minutiae of one finger differ by at most an eighth of a turn here: 1/65536 turn.
inline constexpr std::uint16_t kMostTurn = 8192;
/// What a minutia of padding adds: less than any pair makes up for.
inline constexpr std::int16_t kNobody = -16000;
/// Evidence of the best pair of a minutia up to here is usual for other fingers: 2 nepers.
inline constexpr std::int16_t kUsualPair = 12;

/// Minutiae of a print that are asked first.
inline constexpr std::size_t kFirstAsked = 12;
inline constexpr std::uint32_t kHopeless = 25;

/// The best minutiae of a probe's print, padded to kAskedMinutiae.
struct MinutiaeQuestion {
  /// Value v of minutia i at (v / 4 * kAskedMinutiae + i) * 4 + v % 4.
  alignas(64) std::array<std::int8_t, kLikenessValues * kAskedMinutiae> values;
  /// What each adds by itself, less kNibbleOffset times the sum of its values.
  alignas(64) std::array<std::int16_t, kAskedMinutiae> own;
  alignas(64) std::array<std::uint16_t, kAskedMinutiae> directions;  ///< 1/65536 turn
};

/// The best minutiae of a gallery's print.
struct MinutiaeColumns {
  const std::uint8_t* descriptors;
  const std::int16_t* own;
  const std::uint8_t* angles;  ///< 1/256 turn
  std::size_t count;           ///< up to kAskedMinutiae
};

/// Sum over the minutiae of the question of what the evidence of each one's best pair is above kUsualPair. Where that is below
/// kHopeless after the first kFirstAsked minutiae of the print, the rest is not asked: so end three of five strangers of those that
/// codes find alike, and two mates of a thousand.
using FindLikeness = std::uint32_t(const MinutiaeQuestion& question, const MinutiaeColumns& print);

FindLikeness find_likeness_scalar;
#if defined(__x86_64__)
FindLikeness find_likeness_avx2;
FindLikeness find_likeness_avx512;
#endif

/// The form for this processor.
[[nodiscard]] FindLikeness* find_likeness() noexcept;

}  // namespace ridgeline::kernels

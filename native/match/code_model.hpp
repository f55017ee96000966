// The learned numbers of print codes. code_model.cpp is written by bench_train_codes and never by hand.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ridgeline::match {

/// Kinds of neighbourhoods that minutiae are sorted into, and numbers of each: of its descriptor, and its direction.
inline constexpr std::size_t kCodeSlots = 16;
inline constexpr std::size_t kSlotValues = 48;
inline constexpr std::size_t kSlotSums = kCodeSlots * kSlotValues;
/// Numbers that say which kind a minutia is: the first of its descriptor, and its direction.
inline constexpr std::size_t kSlotChoosers = 10;
/// Directions in which prints are told apart, and bits of a code. A power of two.
inline constexpr std::size_t kCodeBits = 512;

/// A number for each direction.
using CodeDirections = std::array<float, kCodeBits>;

struct CodeModel {
  std::array<std::array<float, kSlotChoosers>, kCodeSlots> centres;
  std::array<std::array<float, kSlotValues>, kCodeSlots> means;
  /// Discriminant directions in the sums of all slots, the most telling first; what a print has along one is
  /// scale * (row x sums) - offset, 1 within impressions of a finger.
  std::array<std::array<std::int8_t, kSlotSums>, kCodeBits> rows;
  CodeDirections scale;
  CodeDirections offset;
  CodeDirections weights;    ///< of what a probe has along each
  CodeDirections means_of;   ///< of codes along each
  CodeDirections variances;  ///< of codes along each
};

/// The model that the project ships.
[[nodiscard]] const CodeModel& shipped_code_model() noexcept;

}  // namespace ridgeline::match

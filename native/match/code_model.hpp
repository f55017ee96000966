// The learned numbers of print codes. code_model.cpp is written by bench_train_codes and never by hand.
#pragma once

#include <array>
#include <cstddef>

namespace ridgeline::match {

/// Kinds of neighbourhoods that minutiae are sorted into, and numbers of each.
inline constexpr std::size_t kCodeSlots = 32;
inline constexpr std::size_t kSlotValues = 16;
/// Numbers that say which kind a minutia is: the first of its descriptor, and its direction.
inline constexpr std::size_t kSlotChoosers = 10;

struct CodeModel {
  std::array<std::array<float, kSlotChoosers>, kCodeSlots> centres;
  std::array<std::array<float, kSlotValues>, kCodeSlots> means;
  std::array<std::array<float, kSlotValues>, kSlotValues> rotation;   ///< orthogonal
  std::array<std::array<float, kSlotValues>, kCodeSlots> mean_signs;  ///< of the values of many prints, -1 to 1
};

/// The model that the project ships.
[[nodiscard]] const CodeModel& shipped_code_model() noexcept;

}  // namespace ridgeline::match

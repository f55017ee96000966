// A prepared print in 64 bytes, for the coarse pass of searches: each minutia is sorted into a few of 32 kinds of neighbourhoods
// (slots), and a code keeps the signs of what the minutiae of each kind have in common.
//
// This is a vector of locally aggregated descriptors (Jegou, Douze, Schmid and Perez 2010) with asymmetric distances (Jegou, Douze
// and Schmid 2011): only the gallery's side is reduced to signs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "match/code_model.hpp"

namespace ridgeline {

inline constexpr std::size_t kCodeBits = match::kCodeSlots * match::kSlotValues;
inline constexpr std::size_t kCodeBytes = kCodeBits / 8;

/// Bit i is set where value i is above 0.
using PrintCode = std::array<std::uint8_t, kCodeBytes>;

/// What a code is made of, each slot brought nearer to the same length; 0 in a slot without minutiae.
using CodeValues = std::array<float, kCodeBits>;

[[nodiscard]] PrintCode code_of(const CodeValues& values) noexcept;

/// Fewer minutiae than this make no code worth ranking by: hardly a neighbourhood of one is seen whole.
inline constexpr std::size_t kMinCodedMinutiae = 8;

/// The code of a prepared print (the bytes of PreparedPrint, at any address); none of one with fewer than kMinCodedMinutiae, which
/// no search may drop for its code. The directions of minutiae count: a print that is turned by more than some 20 degrees gives
/// another code.
[[nodiscard]] std::optional<PrintCode> make_code(std::span<const std::uint8_t> prepared);

/// The same for a probe.
[[nodiscard]] std::optional<CodeValues> make_code_values(std::span<const std::uint8_t> prepared);

/// How to make of a sum of a probe's values, signed by a code, a deviate that is standard normal for other fingers:
/// (sum - mean) / deviation.
struct CodeScale {
  float mean = 0;
  float deviation = 1;
};
[[nodiscard]] CodeScale scale_of(const CodeValues& values) noexcept;

namespace match {

class PreparedView;

/// The same with a given model, for training.
[[nodiscard]] CodeValues code_values_with(const CodeModel& model, std::span<const std::uint8_t> prepared);
[[nodiscard]] CodeScale scale_with(const CodeModel& model, const CodeValues& values) noexcept;

/// What print codes see of a minutia.
struct CodeMinutia {
  std::array<float, kSlotChoosers> choosers;
  std::array<float, kSlotValues> values;
};
[[nodiscard]] CodeMinutia code_minutia(const PreparedView& print, std::size_t index) noexcept;

/// The slots of a minutia, nearest first, and its weight in each.
struct SlotShare {
  std::size_t slot = 0;
  float weight = 0;
};
inline constexpr std::size_t kSharedSlots = 4;
[[nodiscard]] std::array<SlotShare, kSharedSlots> slots_of(const CodeModel& model, const CodeMinutia& minutia) noexcept;

}  // namespace match
}  // namespace ridgeline

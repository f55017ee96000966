// A prepared print in 64 bytes, for the coarse pass of searches: each minutia is sorted into a few of 16 kinds of neighbourhoods
// (slots), what the minutiae of each kind have in common is summed up, and a code keeps the signs of what the sums of all slots
// have along the directions that tell fingers apart.
//
// This is a vector of locally aggregated descriptors (Jegou, Douze, Schmid and Perez 2010) in the directions of a linear
// discriminant analysis, turned so that all bits say equally much (Gong and Lazebnik 2011), with asymmetric distances (Jegou, Douze
// and Schmid 2011): only the gallery's side is reduced to signs.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "match/code_model.hpp"

namespace ridgeline {

using match::kCodeBits;
inline constexpr std::size_t kCodeBytes = kCodeBits / 8;

/// Bit i is set where value i is above 0.
using PrintCode = std::array<std::uint8_t, kCodeBytes>;

/// What a code keeps the signs of, or what a probe asks of each of its bits.
using CodeValues = std::array<float, kCodeBits>;

[[nodiscard]] PrintCode code_of(const CodeValues& values) noexcept;

/// Fewer minutiae than this make no code worth ranking by: hardly a neighbourhood of one is seen whole.
inline constexpr std::size_t kMinCodedMinutiae = 8;

/// The code of a prepared print (the bytes of PreparedPrint, at any address); none of one with fewer than kMinCodedMinutiae, which
/// no search may drop for its code. The directions of minutiae count: a print that is turned by more than some 20 degrees gives
/// another code.
[[nodiscard]] std::optional<PrintCode> make_code(std::span<const std::uint8_t> prepared);

/// What a probe asks: the sum of its values, signed by the bits of a code, speaks for the same finger.
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

/// What print codes see of a minutia.
struct CodeMinutia {
  std::array<float, kSlotChoosers> choosers;
  std::array<float, kSlotValues> values;
  float weight;
};
[[nodiscard]] CodeMinutia code_minutia(const PreparedView& print, std::size_t index) noexcept;

/// The slots of a minutia, nearest first, and its weight in each.
struct SlotShare {
  std::size_t slot = 0;
  float weight = 0;
};
inline constexpr std::size_t kSharedSlots = 4;
[[nodiscard]] std::array<SlotShare, kSharedSlots> slots_of(const CodeModel& model, const CodeMinutia& minutia) noexcept;

/// The sums of all slots, each slot brought nearer to the same length, in steps of 1 / kSumSteps; 0 in a slot without minutiae.
inline constexpr float kSumSteps = 256.0f;
using SlotSums = std::array<std::int16_t, kSlotSums>;
[[nodiscard]] SlotSums slot_sums_with(const CodeModel& model, std::span<const std::uint8_t> prepared);

/// What a print has along each of the model's directions.
[[nodiscard]] CodeDirections along_with(const CodeModel& model, const SlotSums& sums) noexcept;

/// Values whose signs, or whose products with signs, say of every direction equally much: a Walsh-Hadamard transform. Twice it is
/// kCodeBits times what it was.
[[nodiscard]] CodeValues spread(const CodeDirections& along) noexcept;

/// The same with a given model, for training.
[[nodiscard]] CodeValues probe_values_with(const CodeModel& model, const CodeDirections& along) noexcept;
[[nodiscard]] CodeScale scale_with(const CodeModel& model, const CodeValues& values) noexcept;

}  // namespace match
}  // namespace ridgeline

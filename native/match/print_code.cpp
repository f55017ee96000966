#include "match/print_code.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "base/math.hpp"
#include "match/angles.hpp"
#include "match/kernels/evidence_table.hpp"
#include "match/kernels/projection.hpp"
#include "match/prepared.hpp"
#include "match/soft.hpp"

namespace ridgeline {
namespace match {
namespace {

// Weights of the numbers that choose slots and of those that are summed up, chosen together with the numbers of slots and shares
// by where the mates of nine public sets and of synthetic prints rank among synthetic prints; neighbouring values do about as
// well. Descriptors are in deviations.
constexpr float kChooserScale = 1.5f;
constexpr float kChooserDirection = 5.0f;
constexpr float kValueDirection = 3.0f;
/// A slot this much farther (squared) than the nearest has a share of 1 / e.
constexpr float kShareDistance = 16.0f;
/// Quality of a minutia that counts once; the middle ones have some 75.
constexpr float kUsualQuality = 50.0f;
/// Of a slot's sum, so that kSlotSums products with bytes stay within 32 bits.
constexpr int kMostSum = 4095;

using FloatSums = std::array<std::array<float, kSlotValues>, kCodeSlots>;

FloatSums sum_by_slot(const CodeModel& model, const PreparedView& print) {
  FloatSums sums{};
  for (std::size_t i = 0; i < print.minutiae(); ++i) {
    const CodeMinutia minutia = code_minutia(print, i);
    for (const SlotShare& share : slots_of(model, minutia)) {
      std::array<float, kSlotValues>& sum = sums[share.slot];
      const std::array<float, kSlotValues>& mean = model.means[share.slot];
      for (std::size_t k = 0; k < kSlotValues; ++k) sum[k] += share.weight * (minutia.values[k] - mean[k]);
    }
  }
  return sums;
}

/// Divides a slot's sum by the root of its length: slots of many minutiae count more than those of few, but not by their number.
void write_slot(const std::array<float, kSlotValues>& sum, std::int16_t* steps) {
  float squares = 0;
  for (const float value : sum) squares += value * value;
  const float scale = squares > 0 ? kSumSteps / std::sqrt(std::sqrt(squares / static_cast<float>(kSlotValues))) : 0.0f;
  for (std::size_t k = 0; k < kSlotValues; ++k) {
    steps[k] = static_cast<std::int16_t>(std::clamp(round_to_int(sum[k] * scale), -kMostSum, kMostSum));
  }
}

}  // namespace

CodeMinutia code_minutia(const PreparedView& print, std::size_t index) noexcept {
  constexpr std::size_t kChoosing = kSlotChoosers - 2;
  constexpr std::size_t kSummed = kSlotValues - 2;
  static_assert(kChoosing <= kSummed && kSummed <= kDescriptorValues);
  std::array<int, kDescriptorValues> steps;
  kernels::unpack_descriptor(print.descriptors(), index, steps.data());
  const std::uint8_t angle = kernels::angle_in(kernels::place_in(print.places(), index));
  const float x = angle_table().cosine[angle];
  const float y = angle_table().sine[angle];
  CodeMinutia out;
  for (std::size_t k = 0; k < kSummed; ++k) {
    out.values[k] = static_cast<float>(steps[k]) / match_parameters::kDescriptorSteps;
  }
  out.values[kSummed] = kValueDirection * x;
  out.values[kSummed + 1] = kValueDirection * y;
  for (std::size_t k = 0; k < kChoosing; ++k) out.choosers[k] = kChooserScale * out.values[k];
  out.choosers[kChoosing] = kChooserDirection * x;
  out.choosers[kChoosing + 1] = kChooserDirection * y;
  out.weight = static_cast<float>(kernels::quality_in(print.marks()[index])) / kUsualQuality;
  return out;
}

std::array<SlotShare, kSharedSlots> slots_of(const CodeModel& model, const CodeMinutia& minutia) noexcept {
  std::array<SlotShare, kCodeSlots> slots;
  for (std::size_t slot = 0; slot < kCodeSlots; ++slot) {
    float square = 0;
    for (std::size_t k = 0; k < kSlotChoosers; ++k) {
      const float off = minutia.choosers[k] - model.centres[slot][k];
      square += off * off;
    }
    slots[slot] = {slot, square};
  }
  const auto nearer = [](const SlotShare& a, const SlotShare& b) {
    return a.weight != b.weight ? a.weight < b.weight : a.slot < b.slot;
  };
  std::partial_sort(slots.begin(), slots.begin() + kSharedSlots, slots.end(), nearer);
  std::array<SlotShare, kSharedSlots> nearest;
  const float sigma = std::sqrt(kShareDistance / 2);
  float sum = 0;
  for (std::size_t i = 0; i < kSharedSlots; ++i) {
    nearest[i] = {slots[i].slot, bell(slots[i].weight - slots[0].weight, sigma)};
    sum += nearest[i].weight;
  }
  // The square favours minutiae that are typical of a slot.
  for (SlotShare& share : nearest) share.weight = minutia.weight * share.weight * share.weight / (sum * sum);
  return nearest;
}

SlotSums slot_sums_with(const CodeModel& model, std::span<const std::uint8_t> prepared) {
  const FloatSums sums = sum_by_slot(model, PreparedView(prepared));
  SlotSums steps;
  for (std::size_t slot = 0; slot < kCodeSlots; ++slot) write_slot(sums[slot], &steps[slot * kSlotValues]);
  return steps;
}

CodeDirections along_with(const CodeModel& model, const SlotSums& sums) noexcept {
  std::array<std::int32_t, kCodeBits> products;
  kernels::project()(model.rows[0].data(), kCodeBits, sums.data(), kSlotSums, products.data());
  CodeDirections along;
  for (std::size_t i = 0; i < kCodeBits; ++i) {
    along[i] = model.scale[i] * static_cast<float>(products[i]) - model.offset[i];
  }
  return along;
}

CodeValues spread(const CodeDirections& along) noexcept {
  static_assert(std::has_single_bit(kCodeBits));
  CodeValues values = along;
  for (std::size_t half = 1; half < kCodeBits; half *= 2) {
    for (std::size_t start = 0; start < kCodeBits; start += 2 * half) {
      for (std::size_t i = start; i < start + half; ++i) {
        const float first = values[i];
        const float second = values[i + half];
        values[i] = first + second;
        values[i + half] = first - second;
      }
    }
  }
  return values;
}

CodeValues probe_values_with(const CodeModel& model, const CodeDirections& along) noexcept {
  CodeDirections asked;
  for (std::size_t i = 0; i < kCodeBits; ++i) asked[i] = model.weights[i] * along[i];
  return spread(asked);
}

// Codes have hardly anything in common along two different directions.
CodeScale scale_with(const CodeModel& model, const CodeValues& values) noexcept {
  const CodeDirections asked = spread(values);
  CodeScale scale{0, 0};
  for (std::size_t i = 0; i < kCodeBits; ++i) {
    const float value = asked[i] / static_cast<float>(kCodeBits);
    scale.mean += value * model.means_of[i];
    scale.deviation += value * value * model.variances[i];
  }
  scale.deviation = scale.deviation > 0 ? std::sqrt(scale.deviation) : 1;
  return scale;
}

}  // namespace match

PrintCode code_of(const CodeValues& values) noexcept {
  PrintCode code{};
  for (std::size_t i = 0; i < kCodeBits; ++i) {
    if (values[i] > 0) code[i / 8] = static_cast<std::uint8_t>(code[i / 8] | 1u << i % 8);
  }
  return code;
}

namespace {

std::optional<match::CodeDirections> along_of(std::span<const std::uint8_t> prepared) {
  if (match::PreparedView(prepared).minutiae() < kMinCodedMinutiae) return std::nullopt;
  const match::CodeModel& model = match::shipped_code_model();
  return match::along_with(model, match::slot_sums_with(model, prepared));
}

}  // namespace

std::optional<PrintCode> make_code(std::span<const std::uint8_t> prepared) {
  const std::optional<match::CodeDirections> along = along_of(prepared);
  if (!along) return std::nullopt;
  return code_of(match::spread(*along));
}

std::optional<CodeValues> make_code_values(std::span<const std::uint8_t> prepared) {
  const std::optional<match::CodeDirections> along = along_of(prepared);
  if (!along) return std::nullopt;
  return match::probe_values_with(match::shipped_code_model(), *along);
}

CodeScale scale_of(const CodeValues& values) noexcept { return match::scale_with(match::shipped_code_model(), values); }

}  // namespace ridgeline

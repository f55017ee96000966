#include "match/print_code.hpp"

#include <algorithm>
#include <cmath>

#include "match/angles.hpp"
#include "match/kernels/evidence_table.hpp"
#include "match/prepared.hpp"
#include "match/soft.hpp"

namespace ridgeline {
namespace match {
namespace {

// Weights of the numbers that choose slots and of those that are summed up, chosen together with the numbers of slots and shares
// by where the mates of seven public sets rank among 4 000 synthetic prints; neighbouring values do about as well. Descriptors
// are in deviations.
constexpr float kChooserScale = 1.5f;
constexpr float kChooserDirection = 5.0f;
constexpr float kValueDirection = 3.0f;
/// A slot this much farther (squared) than the nearest has a share of 1 / e.
constexpr float kShareDistance = 16.0f;

using SlotSums = std::array<std::array<float, kSlotValues>, kCodeSlots>;

SlotSums sum_by_slot(const CodeModel& model, const PreparedView& print) {
  SlotSums sums{};
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

/// Rotates a slot's sum, so that its bits say equally much, and divides it by the root of its length: slots of many minutiae
/// count more than those of few, but not by their number.
void write_slot(const CodeModel& model, const std::array<float, kSlotValues>& sum, float* values) {
  float squares = 0;
  for (std::size_t row = 0; row < kSlotValues; ++row) {
    float value = 0;
    for (std::size_t k = 0; k < kSlotValues; ++k) value += model.rotation[row][k] * sum[k];
    values[row] = value;
    squares += value * value;
  }
  if (squares == 0) return;
  const float shrink = 1.0f / std::sqrt(std::sqrt(squares / static_cast<float>(kSlotValues)));
  for (std::size_t row = 0; row < kSlotValues; ++row) values[row] *= shrink;
}

}  // namespace

CodeMinutia code_minutia(const PreparedView& print, std::size_t index) noexcept {
  constexpr std::size_t kChoosing = kSlotChoosers - 2;
  constexpr std::size_t kSummed = kSlotValues - 2;
  static_assert(kChoosing <= kSummed && kSummed <= kDescriptorValues);
  std::array<int, kDescriptorValues> steps;
  kernels::unpack_descriptor(print.descriptors(), index, steps.data());
  const std::uint8_t angle = print.angles()[index];
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
  for (SlotShare& share : nearest) share.weight = share.weight * share.weight / (sum * sum);
  return nearest;
}

CodeValues code_values_with(const CodeModel& model, std::span<const std::uint8_t> prepared) {
  const SlotSums sums = sum_by_slot(model, PreparedView(prepared));
  CodeValues values{};
  for (std::size_t slot = 0; slot < kCodeSlots; ++slot) write_slot(model, sums[slot], &values[slot * kSlotValues]);
  return values;
}

CodeScale scale_with(const CodeModel& model, const CodeValues& values) noexcept {
  CodeScale scale{0, 0};
  for (std::size_t i = 0; i < kCodeBits; ++i) {
    const float sign = model.mean_signs[i / kSlotValues][i % kSlotValues];
    scale.mean += values[i] * sign;
    scale.deviation += values[i] * values[i] * (1 - sign * sign);
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

std::optional<CodeValues> make_code_values(std::span<const std::uint8_t> prepared) {
  if (match::PreparedView(prepared).minutiae() < kMinCodedMinutiae) return std::nullopt;
  return match::code_values_with(match::shipped_code_model(), prepared);
}

std::optional<PrintCode> make_code(std::span<const std::uint8_t> prepared) {
  const std::optional<CodeValues> values = make_code_values(prepared);
  if (!values) return std::nullopt;
  return code_of(*values);
}

CodeScale scale_of(const CodeValues& values) noexcept { return match::scale_with(match::shipped_code_model(), values); }

}  // namespace ridgeline

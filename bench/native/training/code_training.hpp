// Learns print codes from synthetic prints: the kinds of neighbourhoods by k-means, their means, and a random rotation.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <span>
#include <vector>

#include "match/match.hpp"
#include "match/prepared.hpp"
#include "match/print_code.hpp"

namespace ridgeline::training {

inline std::vector<match::CodeMinutia> code_minutiae_of(std::span<const PreparedPrint> prints) {
  std::vector<match::CodeMinutia> out;
  for (const PreparedPrint& prepared : prints) {
    const match::PreparedView print(prepared.bytes);
    for (std::size_t i = 0; i < print.minutiae(); ++i) out.push_back(match::code_minutia(print, i));
  }
  return out;
}

inline void learn_centres(match::CodeModel& model, const std::vector<match::CodeMinutia>& minutiae,
                          std::mt19937& random) {
  using Sums = std::array<std::array<double, match::kSlotChoosers>, match::kCodeSlots>;
  constexpr int kRounds = 20;
  for (auto& centre : model.centres) centre = minutiae[random() % minutiae.size()].choosers;
  for (int round = 0; round < kRounds; ++round) {
    Sums sums{};
    std::array<double, match::kCodeSlots> counts{};
    for (const match::CodeMinutia& minutia : minutiae) {
      const std::size_t slot = match::slots_of(model, minutia)[0].slot;
      ++counts[slot];
      for (std::size_t k = 0; k < match::kSlotChoosers; ++k) sums[slot][k] += minutia.choosers[k];
    }
    for (std::size_t slot = 0; slot < match::kCodeSlots; ++slot) {
      if (counts[slot] == 0) continue;
      for (std::size_t k = 0; k < match::kSlotChoosers; ++k) {
        model.centres[slot][k] = static_cast<float>(sums[slot][k] / counts[slot]);
      }
    }
  }
}

inline void learn_means(match::CodeModel& model, const std::vector<match::CodeMinutia>& minutiae) {
  std::array<std::array<double, match::kSlotValues>, match::kCodeSlots> sums{};
  std::array<double, match::kCodeSlots> weights{};
  for (const match::CodeMinutia& minutia : minutiae) {
    for (const match::SlotShare& share : match::slots_of(model, minutia)) {
      weights[share.slot] += share.weight;
      for (std::size_t k = 0; k < match::kSlotValues; ++k) {
        sums[share.slot][k] += share.weight * minutia.values[k];
      }
    }
  }
  for (std::size_t slot = 0; slot < match::kCodeSlots; ++slot) {
    for (std::size_t k = 0; k < match::kSlotValues; ++k) {
      model.means[slot][k] = static_cast<float>(sums[slot][k] / std::max(weights[slot], 1e-9));
    }
  }
}

/// Rows of normal deviates, made orthogonal one after the other.
inline void draw_rotation(match::CodeModel& model, std::mt19937& random) {
  constexpr std::size_t kSide = match::kSlotValues;
  std::array<std::array<double, kSide>, kSide> rows;
  std::normal_distribution<double> normal;
  for (std::size_t row = 0; row < kSide; ++row) {
    for (double& value : rows[row]) value = normal(random);
    for (std::size_t other = 0; other < row; ++other) {
      double product = 0;
      for (std::size_t k = 0; k < kSide; ++k) product += rows[row][k] * rows[other][k];
      for (std::size_t k = 0; k < kSide; ++k) rows[row][k] -= product * rows[other][k];
    }
    double squares = 0;
    for (const double value : rows[row]) squares += value * value;
    for (double& value : rows[row]) value /= std::sqrt(squares);
    for (std::size_t k = 0; k < kSide; ++k) model.rotation[row][k] = static_cast<float>(rows[row][k]);
  }
}

inline void learn_mean_signs(match::CodeModel& model, std::span<const PreparedPrint> prints) {
  std::array<double, kCodeBits> sums{};
  for (const PreparedPrint& prepared : prints) {
    const CodeValues values = match::code_values_with(model, prepared.bytes);
    for (std::size_t i = 0; i < kCodeBits; ++i) sums[i] += values[i] > 0 ? 1 : -1;
  }
  for (std::size_t i = 0; i < kCodeBits; ++i) {
    model.mean_signs[i / match::kSlotValues][i % match::kSlotValues] =
        static_cast<float>(sums[i] / static_cast<double>(prints.size()));
  }
}

inline match::CodeModel learn_codes(std::span<const PreparedPrint> prints) {
  match::CodeModel model{};
  std::mt19937 random(1);
  const std::vector<match::CodeMinutia> minutiae = code_minutiae_of(prints);
  learn_centres(model, minutiae, random);
  learn_means(model, minutiae);
  draw_rotation(model, random);
  learn_mean_signs(model, prints);
  return model;
}

}  // namespace ridgeline::training

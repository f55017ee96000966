// Learns print codes from pairs of impressions: the kinds of neighbourhoods by k-means, their means, and the discriminant directions
// in the sums of all kinds.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "match/match.hpp"
#include "match/prepared.hpp"
#include "match/print_code.hpp"
#include "training/linear_algebra.hpp"

namespace ridgeline::training {

/// Impressions 0 and 1 of a finger.
using PreparedPair = std::array<PreparedPrint, 2>;

inline std::vector<match::CodeMinutia> code_minutiae_of(std::span<const PreparedPair> pairs) {
  std::vector<match::CodeMinutia> out;
  for (const PreparedPair& pair : pairs) {
    const match::PreparedView print(pair[0].bytes);
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

inline std::vector<double> sums_of(const match::CodeModel& model, const PreparedPrint& prepared) {
  const match::SlotSums sums = match::slot_sums_with(model, prepared.bytes);
  return {sums.begin(), sums.end()};
}

/// sum += vector x its transpose, the lower triangle.
inline void add_square(Matrix& sum, const std::vector<double>& vector) {
  for (std::size_t i = 0; i < vector.size(); ++i) {
    const double own = vector[i];
    double* const row = sum.row(i);
    for (std::size_t j = 0; j <= i; ++j) row[j] += own * vector[j];
  }
}

inline void finish_square(Matrix& sum, double count) {
  for (std::size_t i = 0; i < sum.rows(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) sum.at(i, j) = sum.at(j, i) = sum.at(i, j) / count;
  }
}

/// Solves L x = b in place.
inline void solve_lower(const Matrix& lower, double* x) {
  for (std::size_t i = 0; i < lower.rows(); ++i) {
    double rest = x[i];
    for (std::size_t k = 0; k < i; ++k) rest -= lower.at(i, k) * x[k];
    x[i] = rest / lower.at(i, i);
  }
}
/// Solves L' x = b in place.
inline void solve_upper(const Matrix& lower, double* x) {
  for (std::size_t i = lower.rows(); i-- > 0;) {
    double rest = x[i];
    for (std::size_t k = i + 1; k < lower.rows(); ++k) rest -= lower.at(k, i) * x[k];
    x[i] = rest / lower.at(i, i);
  }
}

/// Directions v, one a row, the most telling first, in which prints vary most where impressions of one finger vary by 1.
inline Matrix discriminant_directions(Matrix within, const Matrix& total) {
  /// Of the mean variance within fingers, added to each: directions of hardly any are not to be trusted.
  constexpr double kRidge = 0.1;
  const std::size_t n = within.rows();
  double trace = 0;
  for (std::size_t i = 0; i < n; ++i) trace += within.at(i, i);
  for (std::size_t i = 0; i < n; ++i) within.at(i, i) += kRidge * trace / static_cast<double>(n);
  const Matrix lower = cholesky(within);
  // L^-1 T L'^-1, columns first, then rows.
  Matrix turned = total;
  for (std::size_t i = 0; i < n; ++i) solve_lower(lower, turned.row(i));
  Matrix symmetric(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> column(n);
    for (std::size_t k = 0; k < n; ++k) column[k] = turned.at(k, i);
    solve_lower(lower, column.data());
    for (std::size_t k = 0; k < n; ++k) symmetric.at(i, k) = column[k];
  }
  Matrix directions = eigen_of(symmetric).vectors;
  for (std::size_t i = 0; i < n; ++i) solve_upper(lower, directions.row(i));
  return directions;
}

/// Rows as bytes; a random sign for each, so that what is turned has no direction of its own.
inline void set_rows(match::CodeModel& model, const Matrix& directions, const std::vector<double>& mean,
                     std::mt19937& random) {
  for (std::size_t i = 0; i < kCodeBits; ++i) {
    const double* const direction = directions.row(i);
    double most = 0;
    for (std::size_t k = 0; k < match::kSlotSums; ++k) most = std::max(most, std::fabs(direction[k]));
    const double step = most / INT8_MAX * (random() % 2 == 0 ? 1 : -1);
    double offset = 0;
    for (std::size_t k = 0; k < match::kSlotSums; ++k) {
      const long byte = std::lround(direction[k] / step);
      model.rows[i][k] = static_cast<std::int8_t>(byte);
      offset += step * static_cast<double>(byte) * mean[k];
    }
    model.scale[i] = static_cast<float>(step);
    model.offset[i] = static_cast<float>(offset);
  }
}

inline void learn_directions(match::CodeModel& model, std::span<const PreparedPair> pairs, std::mt19937& random) {
  const std::size_t n = match::kSlotSums;
  std::vector<double> mean(n);
  std::vector<std::array<std::vector<double>, 2>> sums;
  for (const PreparedPair& pair : pairs) {
    sums.push_back({sums_of(model, pair[0]), sums_of(model, pair[1])});
    for (const std::vector<double>& side : sums.back()) {
      for (std::size_t k = 0; k < n; ++k) mean[k] += side[k];
    }
  }
  const auto prints = static_cast<double>(2 * pairs.size());
  for (double& value : mean) value /= prints;
  Matrix within(n, n), total(n, n);
  std::vector<double> off(n);
  for (const auto& [first, second] : sums) {
    for (std::size_t k = 0; k < n; ++k) off[k] = first[k] - second[k];
    add_square(within, off);
    for (const std::vector<double>* const side : {&first, &second}) {
      for (std::size_t k = 0; k < n; ++k) off[k] = (*side)[k] - mean[k];
      add_square(total, off);
    }
  }
  finish_square(within, prints);
  finish_square(total, prints);
  set_rows(model, discriminant_directions(within, total), mean, random);
}

/// What a probe's value along a direction says of the other side's: their correlation, by its own deviation.
inline void learn_weights(match::CodeModel& model, std::span<const PreparedPair> pairs) {
  constexpr double kLeastCorrelation = 0.02;
  std::array<double, kCodeBits> products{}, squares{}, codes{}, code_squares{};
  for (const PreparedPair& pair : pairs) {
    std::array<match::CodeDirections, 2> along;
    for (std::size_t side = 0; side < 2; ++side) {
      along[side] = match::along_with(model, match::slot_sums_with(model, pair[side].bytes));
      CodeValues signs = match::spread(along[side]);
      for (float& value : signs) value = value > 0 ? 1.0f : -1.0f;
      const match::CodeDirections code = match::spread(signs);
      for (std::size_t i = 0; i < kCodeBits; ++i) {
        squares[i] += along[side][i] * along[side][i];
        codes[i] += code[i];
        code_squares[i] += code[i] * code[i];
      }
    }
    for (std::size_t i = 0; i < kCodeBits; ++i) products[i] += 2 * along[0][i] * along[1][i];
  }
  const auto prints = static_cast<double>(2 * pairs.size());
  for (std::size_t i = 0; i < kCodeBits; ++i) {
    const double correlation = std::max(kLeastCorrelation, products[i] / squares[i]);
    model.weights[i] = static_cast<float>(correlation / std::sqrt(squares[i] / prints));
    const double mean = codes[i] / prints;
    model.means_of[i] = static_cast<float>(mean);
    model.variances[i] = static_cast<float>(code_squares[i] / prints - mean * mean);
  }
}

inline match::CodeModel learn_codes(std::span<const PreparedPair> pairs) {
  match::CodeModel model{};
  std::mt19937 random(1);
  const std::vector<match::CodeMinutia> minutiae = code_minutiae_of(pairs);
  learn_centres(model, minutiae, random);
  learn_means(model, minutiae);
  learn_directions(model, pairs, random);
  learn_weights(model, pairs);
  return model;
}

}  // namespace ridgeline::training

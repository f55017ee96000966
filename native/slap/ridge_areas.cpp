#include "slap/ridge_areas.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "extract/enhance.hpp"
#include "extract/foreground.hpp"
#include "extract/normalise.hpp"
#include "extract/orientation.hpp"
#include "extract/period.hpp"
#include "slap/parameters.hpp"

namespace ridgeline::slap {
namespace {

using namespace slap_parameters;
using extract_parameters::kCellPx;

// Like extraction's loose mask, but keeps small areas: a little finger that hardly touches is one.
CellMask candidate_cells(const CellField& deviation, const CellField& coherence) {
  const float strong = quantile(deviation, nullptr, kStrongQuantile);
  const float least = std::max(static_cast<float>(kLeastDeviation), static_cast<float>(kDeviationShare) * strong);
  const CellField smooth = blur(coherence, kCoherenceSigma_cells);
  CellMask mask(deviation.width, deviation.height);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    const bool candidate = deviation.values[i] >= least && smooth.values[i] >= static_cast<float>(kLeastCoherence);
    mask.values[i] = candidate ? 1 : 0;
  }
  return mask;
}

CellMask majority(const CellMask& mask, double sigma_cells) {
  CellField share(mask.width, mask.height);
  std::copy(mask.values.begin(), mask.values.end(), share.values.begin());
  share = blur(share, sigma_cells);
  CellMask out(mask.width, mask.height);
  std::transform(share.values.begin(), share.values.end(), out.values.begin(),
                 [](float value) { return static_cast<std::uint8_t>(value > 0.5f ? 1 : 0); });
  return out;
}

// How evenly the response is strong around each cell, 0 to 1: ridges follow one another, strokes of a pen stand alone.
CellField evenness_of(const PixelPlane& response) {
  CellField magnitude(cells_of(response.width), cells_of(response.height));
  CellField energy = magnitude;
  for (int y = 0; y < energy.height; ++y) {
    const auto rows = response.cell_rows(y);
    for (int x = 0; x < energy.width; ++x) {
      float sum = 0;
      for (int i = 0; i < response.rows_in_cell(y); ++i) {
        for (int px = x * kCellPx; px < std::min((x + 1) * kCellPx, response.width); ++px) {
          const float value =
              static_cast<float>(rows[static_cast<std::size_t>(i)][px]) / extract_parameters::kResponseScale;
          sum += value * value;
        }
      }
      energy.at(x, y) = sum;
      magnitude.at(x, y) = std::sqrt(sum);
    }
  }
  energy = blur(energy, kEvennessSigma_cells);
  magnitude = blur(magnitude, kEvennessSigma_cells);
  for (std::size_t i = 0; i < energy.size(); ++i) {
    const float mean = magnitude.values[i];
    magnitude.values[i] = energy.values[i] > 1e-9f ? mean * mean / energy.values[i] : 0.0f;
  }
  return magnitude;
}

CellMask clear_cells(const CellMask& candidates, const Clarity& clarity) {
  CellMask mask = candidates;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (clarity.correlation.values[i] < static_cast<float>(kLeastClarity)) mask.values[i] = 0;
  }
  return majority(mask, kMajoritySigma_cells);
}

template <class Condition>
CellMask where(const CellField& field, Condition condition) {
  CellMask mask(field.width, field.height);
  std::transform(field.values.begin(), field.values.end(), mask.values.begin(),
                 [&](float value) { return static_cast<std::uint8_t>(condition(value) ? 1 : 0); });
  return mask;
}

// Chamfer distance in px of every cell's middle from the nearest cell of a mask; the picture's edge is no such cell.
CellField distance_to(const CellMask& mask) {
  constexpr float kStraight = kCellPx;
  constexpr float kDiagonal = kCellPx * 1.41421356f;
  constexpr float kFar = 1e9f;
  CellField distance(mask.width, mask.height, kFar);
  const auto get = [&](int x, int y) {
    return x < 0 || y < 0 || x >= mask.width || y >= mask.height ? kFar : distance.at(x, y);
  };
  for (int y = 0; y < mask.height; ++y) {
    for (int x = 0; x < mask.width; ++x) {
      distance.at(x, y) = mask.at(x, y) != 0 ? 0.0f
                                             : std::min({get(x - 1, y) + kStraight, get(x, y - 1) + kStraight,
                                                         get(x - 1, y - 1) + kDiagonal, get(x + 1, y - 1) + kDiagonal});
    }
  }
  for (int y = mask.height - 1; y >= 0; --y) {
    for (int x = mask.width - 1; x >= 0; --x) {
      distance.at(x, y) = std::min({distance.at(x, y), get(x + 1, y) + kStraight, get(x, y + 1) + kStraight,
                                    get(x + 1, y + 1) + kDiagonal, get(x - 1, y + 1) + kDiagonal});
    }
  }
  return distance;
}

// Clear cells in and around areas of even ridges that are wide enough to hold a disc.
CellMask around_ridges(const CellMask& clear, const CellField& evenness) {
  CellMask even = where(evenness, [](float value) { return value >= static_cast<float>(kLeastEvenness); });
  for (std::size_t i = 0; i < even.size(); ++i) even.values[i] = even.values[i] != 0 && clear.values[i] != 0 ? 1 : 0;
  const CellField to_core =
      distance_to(where(distance_from_edge(even), [](float depth) { return depth > kCoreDepthPx; }));
  CellMask out = clear;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (to_core.values[i] > static_cast<float>(kCoreDepthPx + kRimPx)) out.values[i] = 0;
  }
  return out;
}

float mean_step(const GrayImage& picture, int left, int top) {
  const int right = std::min(left + kCellPx, picture.width - 1);
  const int bottom = std::min(top + kCellPx, picture.height - 1);
  int sum = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x) {
      const int here = picture.at(x, y);
      sum += std::abs(picture.at(x + 1, y) - here) + std::abs(picture.at(x, y + 1) - here);
    }
  }
  const int count = (right - left) * (bottom - top);
  return count > 0 ? static_cast<float>(sum) / static_cast<float>(count) : 0.0f;
}

CellField ink_of(const GrayImage& picture) {
  CellField ink(cells_of(picture.width), cells_of(picture.height));
  for (int y = 0; y < ink.height; ++y) {
    for (int x = 0; x < ink.width; ++x) ink.at(x, y) = mean_step(picture, x * kCellPx, y * kCellPx);
  }
  const float background = quantile(ink, nullptr, kBackgroundQuantile);
  for (float& value : ink.values) value = std::max(value - background, 0.0f);
  return ink;
}

}  // namespace

RidgeAreas find_ridge_areas(const GrayImage& picture) {
  const LocalStatistics statistics = local_statistics(picture);
  const PixelPlane normalised = normalise(picture, statistics);
  OrientationField orientation = first_orientation(structure_tensor(normalised));
  const CellMask candidates = candidate_cells(statistics.deviation, orientation.coherence);
  const PeriodField period = estimate_period(normalised, orientation, candidates);
  EnhancedPrint enhanced = enhance(normalised, std::move(orientation), period, candidates);
  const CellMask clear = clear_cells(candidates, measure_clarity(normalised, enhanced.response));
  return {around_ridges(clear, evenness_of(enhanced.response)), ink_of(picture), std::move(enhanced.orientation)};
}

}  // namespace ridgeline::slap

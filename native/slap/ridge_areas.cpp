#include "slap/ridge_areas.hpp"

#include <algorithm>
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

CellMask clear_cells(const CellMask& candidates, const Clarity& clarity) {
  CellMask mask = candidates;
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (clarity.correlation.values[i] < static_cast<float>(kLeastClarity)) mask.values[i] = 0;
  }
  return majority(mask, kMajoritySigma_cells);
}

// Cells that a disc within the mask covers.
CellMask opened(const CellMask& mask, double radius_px) {
  const CellField depth = distance_from_edge(mask);
  CellMask outside_core(mask.width, mask.height);
  std::transform(depth.values.begin(), depth.values.end(), outside_core.values.begin(),
                 [&](float value) { return static_cast<std::uint8_t>(value <= radius_px ? 1 : 0); });
  const CellField to_core = distance_from_edge(outside_core);
  CellMask out = mask;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (to_core.values[i] > radius_px) out.values[i] = 0;
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
  const EnhancedPrint enhanced = enhance(normalised, std::move(orientation), period, candidates);
  const CellMask clear = clear_cells(candidates, measure_clarity(normalised, enhanced.response));
  return {opened(clear, kOpeningRadiusPx), ink_of(picture)};
}

}  // namespace ridgeline::slap

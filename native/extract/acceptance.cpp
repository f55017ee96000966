#include "extract/acceptance.hpp"

#include <algorithm>
#include <cmath>

#include "base/math.hpp"

namespace ridgeline {

using namespace extract_parameters;

RidgeStructure measure_structure(const OrientationField& orientation, const CellMask& mask, const Clarity& clarity,
                                 const PeriodField& period, std::size_t minutiae) {
  RidgeStructure out;
  out.good_period_share = period.good_share;
  out.minutiae = minutiae;
  const CellField cosine = blur(orientation.cosine, kFlowSigma_cells);
  const CellField sine = blur(orientation.sine, kFlowSigma_cells);
  for (std::size_t i = 0; i < mask.size(); ++i) {
    if (mask.values[i] == 0) continue;
    ++out.foreground_cells;
    out.mean_clarity += clarity.correlation.values[i];
    out.flow_smoothness += std::sqrt(cosine.values[i] * cosine.values[i] + sine.values[i] * sine.values[i]);
  }
  if (out.foreground_cells > 0) {
    out.mean_clarity /= out.foreground_cells;
    out.flow_smoothness /= out.foreground_cells;
  }
  return out;
}

std::string why_no_fingerprint(const RidgeStructure& structure) {
  if (structure.foreground_cells < kMinForeground_cells) {
    return "expected an area of clear ridges, found " + std::to_string(structure.foreground_cells * kCellPx * kCellPx) +
           " px of them at 500 ppi where at least " + std::to_string(kMinForeground_cells * kCellPx * kCellPx) +
           " are needed";
  }
  if (structure.good_period_share < kMinGoodPeriodShare) {
    return "expected ridges that repeat at a steady distance, found a texture that does not";
  }
  if (structure.flow_smoothness < kMinFlowSmoothness) {
    return "expected ridges that flow, found lines that turn at random";
  }
  if (structure.minutiae < kMinMinutiae) {
    return "expected minutiae, found " + std::to_string(structure.minutiae) + " where at least " +
           std::to_string(kMinMinutiae) + " are needed";
  }
  return {};
}

std::uint8_t print_quality(const RidgeStructure& structure) noexcept {
  const double clarity = std::clamp((structure.mean_clarity - kPoorClarity) / (kFineClarity - kPoorClarity), 0.0, 1.0);
  const double area = std::min(1.0, structure.foreground_cells / kAmpleForeground_cells);
  const double minutiae = std::min(1.0, static_cast<double>(structure.minutiae) / kAmpleMinutiae);
  return static_cast<std::uint8_t>(round_to_int(100.0 * clarity * std::sqrt(area * minutiae)));
}

}  // namespace ridgeline

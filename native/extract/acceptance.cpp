#include "extract/acceptance.hpp"

#include "extract/parameters.hpp"

namespace ridgeline {

using namespace extract_parameters;

std::string why_no_fingerprint(const PrintFigures& figures) {
  if (figures.ridge_area_px < kMinForeground_cells * kCellPx * kCellPx) {
    return "expected an area of clear ridges, found " + std::to_string(figures.ridge_area_px) +
           " px of them at 500 ppi where at least " + std::to_string(kMinForeground_cells * kCellPx * kCellPx) +
           " are needed";
  }
  const bool is_unclear = figures.clear_share < kFewClearShare;
  if (figures.good_period_share < (is_unclear ? kMinGoodPeriodShareOfUnclear : kMinGoodPeriodShare)) {
    return "expected ridges that repeat at a steady distance, found a texture that does not";
  }
  if (figures.flow_smoothness < kMinFlowSmoothness) {
    return "expected ridges that flow, found lines that turn at random";
  }
  if (figures.minutiae < kMinMinutiae) {
    return "expected minutiae, found " + std::to_string(figures.minutiae) + " where at least " +
           std::to_string(kMinMinutiae) + " are needed";
  }
  return {};
}

}  // namespace ridgeline

#include "extract/extract.hpp"

#include <string>
#include <utility>

#include "extract/acceptance.hpp"
#include "extract/enhance.hpp"
#include "extract/explain.hpp"
#include "extract/flow_map.hpp"
#include "extract/foreground.hpp"
#include "extract/measure.hpp"
#include "extract/minutiae.hpp"
#include "extract/normalise.hpp"
#include "extract/orientation.hpp"
#include "extract/period.hpp"
#include "extract/polarity.hpp"
#include "extract/skeleton.hpp"
#include "image/resample.hpp"
#include "quality/quality.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

constexpr int kNormalisedFullScale = static_cast<int>(kNormalisedLimit) * kNormalisedScale;

Template make_template(const GrayImage& image, const std::vector<RawMinutia>& minutiae, const ExtractOptions& options) {
  Template out;
  out.position = options.position;
  out.impression = options.impression;
  out.width = static_cast<std::uint16_t>(image.width);
  out.height = static_cast<std::uint16_t>(image.height);
  for (const RawMinutia& minutia : minutiae) out.minutiae.push_back(to_minutia(minutia));
  return out;
}

void explain_figures(const Explainer& explain, const PrintFigures& figures, const PeriodField& period) {
  explain.figure("ridge_period_px", period.median_px);
  explain.figure("good_period_share", figures.good_period_share);
  explain.figure("flow_smoothness", figures.flow_smoothness);
  explain.figure("mean_clarity", figures.clarity_mean);
  explain.figure("foreground_px", figures.ridge_area_px);
  explain.figure("minutiae", static_cast<double>(figures.minutiae));
}

}  // namespace

Result<Extraction> extract(const GrayImage& image, const ExtractOptions& options, Trace* trace) {
  const Explainer explain(trace);
  Result<GrayImage> resampled = resample_to_500_ppi(image);
  if (!resampled) return std::move(resampled).error();
  const GrayImage print = without_sensor_edge(resampled.value());
  explain.image("print", print);

  const LocalStatistics statistics = local_statistics(print);
  PixelPlane normalised = normalise(print, statistics);
  OrientationField orientation = first_orientation(structure_tensor(normalised));
  const CellMask loose = loose_mask(statistics.deviation, orientation.coherence);
  explain.mask("loose-foreground", loose, print);
  const bool inverted = has_bright_ridges(statistics, loose);
  if (inverted) invert(normalised);
  explain.plane("normalised", normalised, kNormalisedFullScale);
  explain.orientation("first-orientation", orientation, loose, print);
  const PeriodField period = estimate_period(normalised, orientation, loose);
  explain.field("ridge-period", period.period_px, kMinPeriodPx, kMaxPeriodPx, print.width, print.height);

  const EnhancedPrint enhanced = enhance(normalised, std::move(orientation), period, loose);
  explain.orientation("orientation", enhanced.orientation, loose, print);
  explain.plane("enhanced", enhanced.response, kResponseScale);
  const Clarity clarity = measure_clarity(normalised, enhanced.response);
  explain.field("clarity", clarity.correlation, 0.0, 1.0, print.width, print.height);
  const CellMask mask = final_mask(loose, clarity);
  explain.mask("foreground", mask, print);

  Skeleton skeleton = binarise(enhanced.response, mask);
  explain.skeleton("binary", skeleton);
  thin(skeleton);
  explain.skeleton("thinned", skeleton);
  clean(skeleton, enhanced.orientation);
  explain.skeleton("cleaned", skeleton);
  const CellField depth_px = distance_from_edge(mask);
  const std::vector<RawMinutia> detected =
      detect_minutiae(skeleton, enhanced.orientation, depth_px, clarity, enhanced.response);
  const std::vector<RawMinutia> minutiae = filter_minutiae(detected);
  explain.minutiae("minutiae-detected", detected, print);
  explain.minutiae("minutiae", minutiae, print);

  const PrintFigures figures = measure_figures(
      {normalised, statistics, enhanced.orientation, period, clarity, mask, depth_px}, detected.size(), minutiae);
  explain_figures(explain, figures, period);
  if (std::string reason = why_no_fingerprint(figures); !reason.empty()) {
    return Error{ErrorCode::NO_FINGERPRINT, std::move(reason)};
  }
  Extraction out;
  out.print = make_template(print, minutiae, options);
  out.print.flow = make_flow_map(enhanced.orientation, mask);
  out.print.quality = print_quality(figures);
  out.figures = figures;
  out.ridge_period_px = period.median_px;
  out.foreground_share = figures.ridge_area_px / (static_cast<double>(mask.size()) * kCellPx * kCellPx);
  out.inverted = inverted;
  return out;
}

}  // namespace ridgeline

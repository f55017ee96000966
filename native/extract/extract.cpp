#include "extract/extract.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "extract/acceptance.hpp"
#include "extract/enhance.hpp"
#include "extract/explain.hpp"
#include "extract/flow_map.hpp"
#include "extract/foreground.hpp"
#include "extract/measure.hpp"
#include "extract/minutiae.hpp"
#include "extract/skeleton.hpp"
#include "extract/survey.hpp"
#include "image/resample.hpp"
#include "quality/quality.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

constexpr int kNormalisedFullScale = static_cast<int>(kNormalisedLimit) * kNormalisedScale;

// The print at its working resolution, from the pixels as they were scanned.
Result<Survey> survey_at_working_ppi(const GrayImage& image, const GrayImage& nominal) {
  Survey first = survey(nominal);
  const double ppi = working_ppi(first);
  if (ppi == nominal.ppi) return first;
  Result<GrayImage> working = resample_to(image, ppi);
  if (!working) return std::move(working).error();
  return survey(working.value());
}

// `px` is the length of a pixel of the working print, px at 500 ppi.
RawMinutia at_500_ppi(RawMinutia minutia, double px, const GrayImage& nominal) {
  // Resampling lays the edges of images over each other, not the centres of their first pixels.
  minutia.x = std::clamp((minutia.x + 0.5) * px - 0.5, 0.0, nominal.width - 1.0);
  minutia.y = std::clamp((minutia.y + 0.5) * px - 0.5, 0.0, nominal.height - 1.0);
  return minutia;
}

Template make_template(const GrayImage& nominal, const std::vector<RawMinutia>& minutiae, double px,
                       const ExtractOptions& options) {
  Template out;
  out.position = options.position;
  out.impression = options.impression;
  out.width = static_cast<std::uint16_t>(nominal.width);
  out.height = static_cast<std::uint16_t>(nominal.height);
  for (const RawMinutia& minutia : minutiae) out.minutiae.push_back(to_minutia(at_500_ppi(minutia, px, nominal)));
  return out;
}

void explain_figures(const Explainer& explain, const PrintFigures& figures, double ridge_period_px) {
  explain.figure("ridge_period_px", ridge_period_px);
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
  const GrayImage& nominal = resampled.value();
  Result<Survey> surveyed = survey_at_working_ppi(image, nominal);
  if (!surveyed) return std::move(surveyed).error();
  auto& [print, statistics, normalised, orientation, loose, period, inverted] = surveyed.value();
  const double px = limits::kNominalPpi / print.ppi;  // of the working print, in px at 500 ppi
  explain.image("print", print);
  explain.mask("loose-foreground", loose, print);
  explain.plane("normalised", normalised, kNormalisedFullScale);
  explain.orientation("first-orientation", orientation, loose, print);
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
      {normalised, statistics, enhanced.orientation, period, clarity, mask, depth_px, px}, detected.size(), minutiae);
  const double ridge_period_px = period.median_px * px;
  explain_figures(explain, figures, ridge_period_px);
  if (std::string reason = why_no_fingerprint(figures); !reason.empty()) {
    return Error{ErrorCode::NO_FINGERPRINT, std::move(reason)};
  }
  Extraction out;
  out.print = make_template(nominal, minutiae, px, options);
  out.print.flow = make_flow_map(enhanced.orientation, mask, px);
  out.print.quality = print_quality(figures);
  out.figures = figures;
  out.ridge_period_px = ridge_period_px;
  out.foreground_share = static_cast<double>(count_cells(mask)) / static_cast<double>(mask.size());
  out.inverted = inverted;
  return out;
}

}  // namespace ridgeline

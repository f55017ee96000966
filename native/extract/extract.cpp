#include "extract/extract.hpp"

#include <string>
#include <utility>

#include "extract/acceptance.hpp"
#include "extract/enhance.hpp"
#include "extract/explain.hpp"
#include "extract/flow_map.hpp"
#include "extract/foreground.hpp"
#include "extract/minutiae.hpp"
#include "extract/normalise.hpp"
#include "extract/orientation.hpp"
#include "extract/period.hpp"
#include "extract/polarity.hpp"
#include "extract/skeleton.hpp"
#include "image/resample.hpp"

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

void explain_structure(const Explainer& explain, const RidgeStructure& structure, const PeriodField& period) {
  explain.figure("ridge_period_px", period.median_px);
  explain.figure("good_period_share", structure.good_period_share);
  explain.figure("flow_smoothness", structure.flow_smoothness);
  explain.figure("mean_clarity", structure.mean_clarity);
  explain.figure("foreground_px", static_cast<double>(structure.foreground_cells) * kCellPx * kCellPx);
  explain.figure("minutiae", static_cast<double>(structure.minutiae));
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
  const std::vector<RawMinutia> detected =
      detect_minutiae(skeleton, enhanced.orientation, mask, clarity, enhanced.response);
  const std::vector<RawMinutia> minutiae = filter_minutiae(detected);
  explain.minutiae("minutiae-detected", detected, print);
  explain.minutiae("minutiae", minutiae, print);

  const RidgeStructure structure = measure_structure(enhanced.orientation, mask, clarity, period, minutiae.size());
  explain_structure(explain, structure, period);
  if (std::string reason = why_no_fingerprint(structure); !reason.empty()) {
    return Error{ErrorCode::NO_FINGERPRINT, std::move(reason)};
  }
  Extraction out;
  out.print = make_template(print, minutiae, options);
  out.print.flow = make_flow_map(enhanced.orientation, mask);
  out.print.quality = print_quality(structure);
  out.ridge_period_px = period.median_px;
  out.foreground_share = static_cast<double>(structure.foreground_cells) / static_cast<double>(mask.size());
  out.inverted = inverted;
  return out;
}

}  // namespace ridgeline

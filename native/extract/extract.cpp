#include "extract/extract.hpp"

#include <utility>

#include "extract/enhance.hpp"
#include "extract/foreground.hpp"
#include "extract/minutiae.hpp"
#include "extract/normalise.hpp"
#include "extract/orientation.hpp"
#include "extract/period.hpp"
#include "extract/skeleton.hpp"
#include "image/resample.hpp"

namespace ridgeline {
namespace {

using namespace extract_parameters;

Template make_template(const GrayImage& image, const std::vector<RawMinutia>& minutiae, const ExtractOptions& options) {
  Template out;
  out.position = options.position;
  out.impression = options.impression;
  out.width = static_cast<std::uint16_t>(image.width);
  out.height = static_cast<std::uint16_t>(image.height);
  for (const RawMinutia& minutia : minutiae) out.minutiae.push_back(to_minutia(minutia));
  return out;
}

}  // namespace

Result<Extraction> extract(const GrayImage& image, const ExtractOptions& options, Trace*) {
  Result<GrayImage> resampled = resample_to_500_ppi(image);
  if (!resampled) return std::move(resampled).error();
  const GrayImage print = without_sensor_edge(resampled.value());
  const LocalStatistics statistics = local_statistics(print);
  const PixelPlane normalised = normalise(print, statistics);
  OrientationField orientation = first_orientation(structure_tensor(normalised, true));
  const CellMask loose = loose_mask(statistics.deviation, orientation.coherence);
  const PeriodField period = estimate_period(normalised, orientation, loose);
  const EnhancedPrint enhanced = enhance(normalised, std::move(orientation), period, loose);
  const Clarity clarity = measure_clarity(normalised, enhanced.response);
  const CellMask mask = final_mask(loose, clarity);
  Skeleton skeleton = binarise(enhanced.response, mask);
  thin(skeleton);
  clean(skeleton, enhanced.orientation);
  const std::vector<RawMinutia> minutiae =
      filter_minutiae(detect_minutiae(skeleton, enhanced.orientation, mask, clarity, enhanced.response));
  Extraction out;
  out.print = make_template(print, minutiae, options);
  out.ridge_period_px = period.median_px;
  out.foreground_share = static_cast<double>(count_cells(mask)) / static_cast<double>(mask.size());
  return out;
}

}  // namespace ridgeline

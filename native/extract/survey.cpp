#include "extract/survey.hpp"

#include <algorithm>
#include <cmath>

#include "base/limits.hpp"
#include "extract/foreground.hpp"
#include "extract/polarity.hpp"

namespace ridgeline {

using namespace extract_parameters;

Survey survey(const GrayImage& image) {
  Survey out;
  out.print = without_sensor_edge(image);
  out.statistics = local_statistics(out.print);
  out.normalised = normalise(out.print, out.statistics);
  out.orientation = first_orientation(structure_tensor(out.normalised));
  out.loose = loose_mask(out.statistics.deviation, out.orientation.coherence);
  out.inverted = has_bright_ridges(out.statistics, out.loose);
  if (out.inverted) invert(out.normalised);
  out.period = estimate_period(out.normalised, out.orientation, out.loose);
  return out;
}

double working_ppi(const Survey& survey) {
  const GrayImage& print = survey.print;
  const double longest = std::max(print.width, print.height);
  const double shortest = std::min(print.width, print.height);
  const double least = std::max(kLeastWorkingScale, limits::kMinNominalSide / shortest);
  // No print becomes larger than the largest that is read.
  const double most = std::max(1.0, std::min(kMostWorkingScale, limits::kMaxNominalSide / longest));
  const double scale = std::clamp(kWorkingPeriodPx / survey.period.median_px, std::min(least, 1.0), most);
  return std::abs(scale - 1.0) > kWorkingTolerance ? print.ppi * scale : print.ppi;
}

}  // namespace ridgeline

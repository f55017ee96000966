#include "quality/advice.hpp"

#include "quality/parameters.hpp"

namespace ridgeline {

using namespace quality_parameters;

std::vector<Advice> advice_on(const PrintFigures& figures) {
  std::vector<Advice> out;
  const auto advise = [&](bool holds, Advice advice) {
    if (holds) out.push_back(advice);
  };
  advise(figures.ridge_area_px < kSmallAreaPx, Advice::too_small);
  advise(figures.minutiae < kFewMinutiae, Advice::few_minutiae);
  advise(figures.clear_share < kUnclearShare, Advice::unclear);
  advise(figures.contrast_grey < kLowContrastGrey, Advice::low_contrast);
  advise(figures.grey_skewness < kDrySkewness && figures.clear_share < kDryClearShare, Advice::too_dry);
  advise(figures.grey_skewness > kWetSkewness, Advice::too_wet);
  advise(figures.offset_px > kOffCentrePx && figures.cut_share > kCutShare, Advice::off_centre);
  return out;
}

std::string_view name_of(Advice advice) noexcept {
  switch (advice) {
    case Advice::too_small:
      return "TOO_SMALL";
    case Advice::off_centre:
      return "OFF_CENTRE";
    case Advice::too_dry:
      return "TOO_DRY";
    case Advice::too_wet:
      return "TOO_WET";
    case Advice::low_contrast:
      return "LOW_CONTRAST";
    case Advice::unclear:
      return "UNCLEAR";
    case Advice::few_minutiae:
      return "FEW_MINUTIAE";
  }
  return {};
}

}  // namespace ridgeline

// The constants of quality. Figures of prints are from the 1 028 real development prints unless a line says otherwise.
#pragma once

#include <cstddef>

namespace ridgeline::quality_parameters {

/// Clarity of ridges that are beyond doubt: the median real print has four fifths of its area above it.
inline constexpr double kClearClarity = 0.70;
/// Chosen by hand: the sum of clarity over the best 20 minutiae ranked the development prints by their genuine scores best among
/// the single figures tried (rank correlation 0.54).
inline constexpr std::size_t kBestMinutiae = 20;
/// The worst tenth of a print: cells below it are scars, smears and edges.
inline constexpr double kLowShare = 0.1;
/// Ridges nearer than this to the edge of the print turn with the edge and not with the finger, px: three periods.
inline constexpr double kCoreMarginPx = 24.0;

// Advice. Synthetic prints of 25 fingers in each condition lie beyond these: dry, wet and partial ones nearly all, clean ones none;
// of the real ones what share each holds of is in docs/ACCURACY.md.
inline constexpr int kSmallAreaPx = 40000;        ///< 103 mm2: half of a plain print
inline constexpr std::size_t kFewMinutiae = 12;   ///< the number that many courts once asked for
inline constexpr double kUnclearShare = 0.3;      ///< of the area is beyond doubt
inline constexpr double kLowContrastGrey = 20.0;  ///< grey levels; a usual print has 50 to 70
inline constexpr double kDrySkewness = -0.67;     ///< ridges much narrower than valleys ...
inline constexpr double kDryClearShare = 0.83;    ///< ... and broken, which sets them off from a light touch
inline constexpr double kWetSkewness = 0.12;      ///< valleys narrower than ridges
inline constexpr double kOffCentrePx = 50.0;      ///< 2.5 mm
inline constexpr double kCutShare = 0.25;         ///< of the outline lies at the edge of the image

// Inputs of the model.
inline constexpr double kInputLimit = 4.0;        ///< deviations: what is beyond was not seen in training
inline constexpr double kWholePrintPx = 80000.0;  ///< of a plain print: the unit of area
inline constexpr double kLeastClearPx = 1600.0;   ///< keeps the logarithm of no area finite

}  // namespace ridgeline::quality_parameters

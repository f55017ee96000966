// The constants of extraction. Lengths are px at the working resolution, cells are kCellPx wide; a Gaussian's width in cells is named
// _cells. Unless a line says otherwise, a value is the best of those tried on seven FVC sets by mean error rate, in the
// experiments that docs/ACCURACY.md tells of.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::extract_parameters {

/// Side of a cell: half a narrow ridge period, so that fields keep the curvature of a core.
inline constexpr int kCellPx = 4;

/// Pixels at each image edge that are replaced by those inside: sensors draw lines there that look like ridges.
inline constexpr int kSensorEdgePx = 3;

// Normalisation.
inline constexpr double kStatisticsSigma_cells = 2.5;  ///< local mean and deviation over about one ridge period
inline constexpr double kDeviationFloor = 6.0;         ///< grey levels: noise of a sensor, keeps flat areas flat
inline constexpr double kNormalisedLimit = 2.0;        ///< deviations: cuts specks and scratches
inline constexpr int kNormalisedScale = 1024;          ///< steps of one deviation in the int16 plane

// First orientation estimate.
inline constexpr double kTensorSigma_cells = 2.0;
inline constexpr double kPropagationSigma_cells = 3.0;
inline constexpr double kFarPropagationSigma_cells = 7.0;
inline constexpr double kFarPropagationWeight = 0.1;
inline constexpr double kCoherenceEnergyFloor = 0.05;   ///< share of the mean energy
inline constexpr double kPropagationEnergyFloor = 0.2;  ///< share of the mean energy

// Loose mask: generous, because the tight decision comes after enhancement.
inline constexpr double kLooseDeviationFloor = 5.0;  ///< grey levels
inline constexpr double kLooseDeviationShare = 0.25;
inline constexpr double kLooseDeviationQuantile = 0.85;
inline constexpr double kLooseCoherence = 0.1;
inline constexpr double kLooseSmoothingSigma_cells = 2.0;
inline constexpr double kComponentShare = 0.2;  ///< of the largest component: smaller ones go
inline constexpr int kLooseHole_cells = 1500;

// Ridge period.
inline constexpr int kPeriodGridPx = 16;
inline constexpr int kSignatureLength = 48;  ///< samples across the ridges, 1 px apart: five periods
inline constexpr int kSignatureAlong = 9;    ///< samples averaged along the ridge
inline constexpr double kSignatureAlongStepPx = 2.0;
inline constexpr int kMaxLagPx = 19;
inline constexpr int kLatestLaterPeakPx = 15;  ///< a later, higher peak counts only up to here
inline constexpr double kLaterPeakMargin = 0.15;
inline constexpr double kMinPeak = 0.1;
inline constexpr double kGoodPeak = 0.4;      ///< peaks that make the print's median
inline constexpr double kMinPeriodPx = 4.0;   ///< below: noise; children's ridges are near 6 px at 500 ppi
inline constexpr double kMaxPeriodPx = 16.0;  ///< above: not ridges at 500 ppi
inline constexpr double kPeriodSigma_grid = 1.5;
inline constexpr double kPeriodPriorWeight = 0.03;
inline constexpr double kDefaultPeriodPx = 9.0;  ///< mean of adults at 500 ppi

// Working resolution. Filters and windows suit one distance of ridges; prints of the sets have a median of 6 to 14 px at 500 ppi.
inline constexpr double kWorkingPeriodPx = 9.0;     ///< 8.5, 9.5 and 10 err a tenth more
inline constexpr double kWorkingTolerance = 0.15;   ///< scales so close to one are one: no worse, in half the time
inline constexpr double kLeastWorkingScale = 0.65;  ///< a period of 14 px, of the widest ridges in the sets
inline constexpr double kMostWorkingScale = 1.5;    ///< 6 px, of the narrowest, and of children

// Contextual enhancement by even Gabor filters.
inline constexpr int kOrientations = 32;
inline constexpr int kPeriods = 15;
inline constexpr double kBankMinPeriodPx = 4.5;
inline constexpr double kBankMaxPeriodPx = 15.0;
inline constexpr double kSigmaAcrossShare = 0.4;  ///< of the period
inline constexpr double kSigmaAlongPx = 5.0;      ///< 4.5 and 6 err more, with the window below
inline constexpr int kPasses = 3;                 ///< a fourth gave nothing
inline constexpr int kInnerRadiusPx = 7;
inline constexpr int kLastRadiusPx = 11;             ///< 23 rows still fit the 24 taps of a row
inline constexpr int kKernelScaleBits = 18;          ///< coefficients are int16 in steps of 2^-18, sum of magnitudes 2
inline constexpr int kResponseScale = 4096;          ///< steps of the response in its int16 plane
inline constexpr double kResponseSaturation = 0.15;  ///< response at which its tensor input is half of full
inline constexpr double kRefineSigma_cells = 1.5;    ///< tensor and propagation between passes
inline constexpr double kRefineFarSigma_cells = 3.0;
inline constexpr double kRefineFarWeight = 0.1;

// Clarity and final mask.
inline constexpr double kClaritySigma_cells = 2.5;
inline constexpr double kClarityFloor = 0.32;  ///< added to the norm product of 16-px cell sums
inline constexpr double kMinClarity = 0.35;
inline constexpr double kAmplitudeSigma_cells = 1.5;
inline constexpr double kAmplitudeShare = 0.12;  ///< of the median squared response
inline constexpr double kFinalSmoothingSigma_cells = 1.5;
inline constexpr int kFinalHole_cells = 60;

// Skeleton cleaning.
inline constexpr int kSpurPx = 8;
inline constexpr int kIslandPx = 18;
inline constexpr int kBridgePx = 10;
inline constexpr double kBridgeAngleRad = 0.698;  ///< 40 degrees off the ridge direction

// Minutiae.
inline constexpr double kBorderPx = 8.0;
inline constexpr double kAheadPx = 16.0;
inline constexpr int kTracePx = 12;
inline constexpr int kMinTracePx = 6;
inline constexpr double kOppositePairPx = 7.0;
inline constexpr double kFacingPairPx = 14.0;
inline constexpr double kFacingCosine = -0.7;
inline constexpr double kFacingLateralShare = 0.6;
inline constexpr double kFacingLateralPx = 1.0;
inline constexpr double kCrowdPx = 24.0;
inline constexpr int kCrowdNeighbours = 5;
inline constexpr int kMostMinutiae = 80;

// Polarity. Over 1 028 real prints with dark ridges the background is never darker than the print by more than 0.16 of
// the print's deviation; the same prints inverted give less than -0.5 on every sensor with a plain platen.
inline constexpr double kQuietDeviation = 8.0;       ///< grey levels: background, not print
inline constexpr double kMinBackgroundShare = 0.02;  ///< of the image, to tell by it
inline constexpr double kBrightRidgeDeviations = 0.35;

// What counts as a fingerprint at all. Over 1 028 real prints the smallest values are 29 424 px, a share of 0.27, a
// smoothness of 0.888 and 12 minutiae; noise of any grain stays below 0.15 or 0.81 (band-passed noise).
inline constexpr int kMinForeground_cells = 250;  ///< 4 000 px: some 8 x 8 ridges' worth
inline constexpr double kMinGoodPeriodShare = 0.10;
/// Where no ridge is beyond doubt, more of them must repeat: eight such real prints have 0.32 and more, a wavy texture 0.23.
inline constexpr double kFewClearShare = 0.02;  ///< of the area
inline constexpr double kMinGoodPeriodShareOfUnclear = 0.27;
inline constexpr double kFlowSigma_cells = 3.0;
inline constexpr double kMinFlowSmoothness = 0.84;
inline constexpr std::size_t kMinMinutiae = 3;  ///< fewer can't be compared

}  // namespace ridgeline::extract_parameters

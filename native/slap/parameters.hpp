// The constants of slap segmentation. Lengths are px at 500 ppi (0.0508 mm), angles radians, evidence nats. Unless a line says
// otherwise a value was set on synthetic slaps by `ridgeline bench slaps` and looked at on the slaps of NIST's sample files.
#pragma once

#include <array>
#include <cstddef>

#include "base/math.hpp"

namespace ridgeline::slap_parameters {

inline constexpr double kDegree = kPi / 180.0;

// Where ridges are.
inline constexpr double kLeastDeviation = 5.0;  ///< grey levels, as in extraction's loose mask
inline constexpr double kDeviationShare =
    0.18;  ///< of the strong areas': lighter than extraction's, for the lightest finger
inline constexpr double kStrongQuantile = 0.92;  ///< a slap's fingers cover at least an eighth of the picture
inline constexpr double kLeastCoherence = 0.1;   ///< as in extraction's loose mask
inline constexpr double kCoherenceSigma_cells = 2.0;
inline constexpr double kLeastClarity = 0.33;        ///< a little less than extraction asks for
inline constexpr double kEvennessSigma_cells = 4.0;  ///< 16 px: nearly two ridges to either side
inline constexpr double kLeastEvenness = 0.8;  ///< ridges have 0.85 and more within, strokes of pens less than 0.7
inline constexpr double kMajoritySigma_cells = 1.5;
inline constexpr double kCoreDepthPx =
    26.0;                               ///< of even ridges around a core: lines of text and of handwriting are thinner
inline constexpr double kRimPx = 36.0;  ///< around what a core covers: at their edge ridges end unevenly
inline constexpr double kBackgroundQuantile = 0.2;  ///< of the cells: at least that many show nothing

// Pieces and columns.
inline constexpr std::size_t kSmallestPiece_cells = 120;  ///< 1 920 px: a fifteenth of a little finger's pad
inline constexpr std::size_t kMostPieces = 64;            ///< the largest are kept
inline constexpr std::size_t kMostColumns = 8;            ///< a hand has four; neighbours, debris
inline constexpr double kWidestPadPx = 420.0;    ///< wider is more than one finger; the broadest thumbs are some 400
inline constexpr double kSameColumnShare = 0.5;  ///< of the narrower one's width
inline constexpr double kSplitStepPx = 8.0;
inline constexpr double kLeastSplitPx = 120.0;  ///< half of a finger
inline constexpr double kEdgeQuantile = 0.01;   ///< of a piece's cells beyond its stated edge, to either side

// Tilt of the hand.
inline constexpr double kMostTiltRad = 52.0 * kDegree;  ///< 45 and the fan of the outer fingers
inline constexpr double kTiltStepRad = 4.0 * kDegree;
inline constexpr double kFinestTiltStepRad = 1.0 * kDegree;

// Pads.
inline constexpr double kShortestPadShare = 0.9;  ///< of its width
inline constexpr double kLongestPadShare = 1.85;
inline constexpr double kProfileStepPx = 4.0;
inline constexpr double kGapShare = 0.3;        ///< of the pad's usual ink: less is the crease's gap
inline constexpr int kGapRows = 3;              ///< 12 px; creases leave 20 and more
inline constexpr double kBoxMarginPx = 20.0;    ///< areas of ridges lose that much at their edge
inline constexpr double kLowerMarginPx = 40.0;  ///< at the lower end, where ridges end faintly
inline constexpr double kCropMarginPx = 4.0;  ///< around a box: what it may miss, and paper, by which polarity is told

inline constexpr double kLeastRowCells = 3.0;  ///< a row with fewer is empty
inline constexpr double kDebrisShare = 0.35;   ///< of the column's largest area: less is debris, not the pad
inline constexpr double kCornerShare = 0.15;   ///< of a pad, which is round: beyond it its corners are empty
inline constexpr double kUsualPadPx = 300.0;   ///< down to where a pad's width is measured first
inline constexpr double kAxisDeviationRad = 4.0 * kDegree;  ///< of an axis twice as long as wide
inline constexpr double kLeastAxisDeviationRad = 4.0 * kDegree;
inline constexpr double kCutAxisFactor = 2.5;  ///< where the picture cuts the pad
inline constexpr double kMostAxisDeviationRad = 40.0 * kDegree;

// What hands are like. Sizes of pads and how they lie to one another: index, middle, ring, little; the thumb.
inline constexpr std::array<double, 5> kPadWidthPx = {284.0, 294.0, 277.0, 234.0, 329.0};
inline constexpr double kPadHeightShare = 1.46;  ///< of the width
inline constexpr double kWidthDeviation = 0.12;  ///< of the logarithm, between fingers of a hand
inline constexpr double kSizeDeviation = 0.18;   ///< likewise between hands
inline constexpr double kHeightDeviation = 0.18;
inline constexpr double kCutShare = 0.35;       ///< of what a pad that the picture cuts seems too small
inline constexpr double kPadMiddleShare = 0.7;  ///< of the width, from the tip to the pad's middle
inline constexpr std::array<double, 5> kReachBackPx = {170.0, 0.0, 95.0, 390.0, 0.0};  ///< below the middle finger
inline constexpr std::array<double, 5> kReachDeviationPx = {75.0, 35.0, 50.0, 75.0, 110.0};
inline constexpr double kGapPx = 65.0;  ///< between pads of neighbours
inline constexpr double kGapDeviationPx = 45.0;
inline constexpr double kFanRad = 2.6 * kDegree;  ///< between neighbours
inline constexpr double kFanDeviationRad = 3.5 * kDegree;
inline constexpr double kSplayDeviationRad = 8.0 * kDegree;  ///< of thumbs
inline constexpr double kTiltDeviationRad = 30.0 * kDegree;
inline constexpr double kSideSoftnessPx = 60.0;  ///< how sharply a thumb belongs to its half of the picture

// Evidence.
inline constexpr double kHeavyTail = 5.0;       ///< degrees of freedom: hands differ more than Gaussians do
inline constexpr double kMissingCost = 4.0;     ///< of a finger that nobody said is missing
inline constexpr double kUnexpectedCost = 4.0;  ///< of a finger that was said to be missing
inline constexpr double kUnusedCost = 8.0;      ///< of an area as large as a pad that belongs to no finger
inline constexpr double kClaimEvidence = 2.2;   ///< that the record states the hand rightly: 9 in 10
inline constexpr double kSlantEvidence =
    4.0;  ///< of a slant of 1; 5 fits 288 synthetic fingers best as if they were independent
inline constexpr double kHandEvidence = 0.5;  ///< from which on a hand is told

}  // namespace ridgeline::slap_parameters

// The constants of templates without images. Lengths are px at 500 ppi, angles radians, image axes (y down), deviates standard
// normal unless a line says otherwise. Values without a source were fitted to what the extractor finds on seven public sets of
// real prints (FVC 2000 DB3, 2002 DB1 and DB3, 2004 DB1 and DB3, Neurotechnology CrossMatch and UareU): minutiae, the distances
// between them, and the scores of their comparison.
#pragma once

#include <cstddef>
#include <cstdint>

#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {

// Where minutiae lie. Some 0.2 a square millimetre, nearly twice as many near the core and a delta as far from them (Champod,
// Lennard, Margot and Stoilovic 2004).
inline constexpr double kPx2PerCm2 = 38750.0;
inline constexpr double kMeanPeriodPx = 8.9;
inline constexpr double kMinutiaePerCm2 = 20.6;
inline constexpr double kAbundanceDeviation = 0.2;  ///< of the logarithm, between fingers
inline constexpr double kCoreCrowding = 0.75;
inline constexpr double kCoreCrowdReachPx = 55.0;
inline constexpr double kCrowdedBelowCorePx = 20.0;
inline constexpr double kDeltaCrowding = 0.6;
inline constexpr double kDeltaCrowdReachPx = 35.0;
inline constexpr double kMostCrowding = 2.0;            ///< denser places are cut
inline constexpr Range kSpacingShare = {0.7, 1.1};      ///< of the period: two minutiae don't fit on one piece of ridge
inline constexpr double kRolledPadHalfWidthPx = 194.0;  ///< of a finger of size 1
inline constexpr double kRolledPadHalfHeightPx = 234.0;
inline constexpr double kPadMarginPx = 14.0;

// Their directions.
inline constexpr double kDirectionDeviationRad = 2.0 * kDegree;  ///< from the flow
inline constexpr double kPointFlowNoiseRad = 0.03;
inline constexpr double kStrayShare = 0.05;  ///< of minutiae that keep to it less well
inline constexpr double kStrayDeviationRad = 14.0 * kDegree;
// Excess of one sense of direction over the other, 0 to 1, by the orientation: the real sets agree on it and so do their mirror
// images, and without it different fingers are told apart far too well.
inline constexpr double kUprightDown = 0.45;  ///< of minutiae on upright ridges, towards the joint
inline constexpr double kThirdHarmonicAtCore = 0.3;
inline constexpr double kThirdHarmonicPerPx = 0.0018;
inline constexpr double kLeastThirdHarmonic = 0.05;
inline constexpr double kMostThirdHarmonic = 0.35;
inline constexpr double kSpreadSidePx = 22.0;
inline constexpr double kFreeSpread =
    0.06;  ///< sine of twice the turn over both sides at which half of the excess is there
inline constexpr double kPush = 1.0;
inline constexpr double kPushReachPx = 48.0;
inline constexpr double kMostPushRad = 0.4;

// Their types.
inline constexpr double kFingerLeaning = 0.25;
inline constexpr double kOwnLeaning = 0.95;
inline constexpr double kMeanLeaning = -0.08;
inline constexpr Ramp kImpressionLeaning = {0.15, 0.5};
inline constexpr Ramp kLeaningNoise = {0.3, 0.75};

// The picture: that of a large single-finger sensor, and a rolled print's box on a card.
inline constexpr int kPlainTemplateWidthPx = 504;
inline constexpr int kPlainTemplateHeightPx = 480;
inline constexpr int kRolledTemplateWidthPx = 800;
inline constexpr int kRolledTemplateHeightPx = 750;
inline constexpr double kPictureRimPx = 8.0;  ///< the extractor finds nothing nearer to the rim

// The contact area.
inline constexpr Ramp kPlainContactHalfWidthPx = {136.0, 118.0};
inline constexpr Ramp kPlainContactHalfHeightPx = {200.0, 178.0};
inline constexpr double kRolledContactHalfWidthPx = 190.0;
inline constexpr double kRolledContactHalfHeightPx = 230.0;
inline constexpr Ramp kTouchDeviation = {0.05, 0.12};  ///< of both axes
inline constexpr double kContactAxisDeviation = 0.04;  ///< of each axis
inline constexpr Range kLowerContactShare = {0.85, 1.15};
inline constexpr double kContactSquareness = 0.7;  ///< of the lower half, 0 an ellipse, 1 a rectangle
inline constexpr double kRimNoise = 0.10;
inline constexpr double kRimNoisePx = 30.0;

// How the finger lies.
inline constexpr Ramp kTurnRad = {3.0 * kDegree, 9.0 * kDegree};
inline constexpr Ramp kShiftX = {10.0,
                                 23.0};  ///< deviations of the point of the skin in the middle of the contact area
inline constexpr Ramp kShiftY = {13.0, 36.0};
inline constexpr double kPlainMiddleY =
    kMiddleY - 56.0;                           ///< of the skin: the core lies near the middle of a plain print
inline constexpr double kRolledShift = 0.35;   ///< of a plain print's
inline constexpr double kPictureShift = 16.0;  ///< deviation of the contact area's middle from the picture's

// How the skin gives way, see SkinDistortion.
inline constexpr Ramp kDragDeviationPx = {6.0, 11.0};
inline constexpr Ramp kDragTurnDeviationRad = {1.5 * kDegree, 3.5 * kDegree};
inline constexpr Range kStuckShare = {0.35, 0.6};
inline constexpr Range kGiveWidth = {1.0, 1.8};

// What is found and what is not.
inline constexpr Ramp kLossLevel = {-1.75, -1.35};
inline constexpr Ramp kLossDeviation = {0.2, 0.55};  ///< between impressions
inline constexpr double kStrengthWeight = 0.4;       ///< squares of the three weights add up to 1
inline constexpr double kClarityWeight = 0.8;
inline constexpr double kChanceWeight = 0.45;
inline constexpr double kClarityPx = 22.0;  ///< minutiae nearer to each other than this are lost together
inline constexpr double kLeastFoundSpacingPx = 4.5;
inline constexpr Ramp kFalseShare = {0.04, 0.15};
inline constexpr double kFalseDeviation = 0.5;  ///< of the logarithm
inline constexpr double kFalseInClear = -0.8;   ///< deviate of clarity above which false minutiae are rare
inline constexpr double kFalseInClearChance = 0.15;
inline constexpr Range kFalseSpacingPx = {4.0, 9.0};
inline constexpr double kFalseDirectionRad = 12.0 * kDegree;

// How exactly.
inline constexpr Ramp kJitterPx = {0.8, 1.3};
inline constexpr Ramp kJitterRad = {1.8 * kDegree, 2.4 * kDegree};
inline constexpr Ramp kFlowJitterRad = {2.0 * kDegree, 3.5 * kDegree};  ///< of the flow in a cell of its map
inline constexpr Ramp kSlipChance = {0.07, 0.13};
inline constexpr double kSlipPx = 4.0;
inline constexpr double kSlipRad = 9.0 * kDegree;

// Quality, 0 to 100, as the extractor gives it: how well the ridges around a minutia fit its filter.
inline constexpr Ramp kQuality = {76.0, 75.5};
inline constexpr double kQualityDeviation = 5.5;  ///< between impressions
inline constexpr double kQualityPerLoss = -3.0;   ///< of a unit of the loss level's deviate
inline constexpr double kQualityPerClarity = 5.5;
inline constexpr double kQualityPerStrength = 2.5;
inline constexpr double kQualityNoise = 3.5;
inline constexpr double kFalseQualityLoss = 6.0;
inline constexpr double kLeastQuality = 36.0;
inline constexpr double kMostQuality = 97.0;
/// Quality of a print over the mean quality of its minutiae; bench_train_quality prints the fit, 3.7 off in the mean.
inline constexpr double kQualityOfMinutiae = 0.90;
inline constexpr std::size_t kMostFound = 80;  ///< the extractor keeps no more

}  // namespace ridgeline::synthesis

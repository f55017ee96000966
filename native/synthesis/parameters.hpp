// The constants of synthesis. Lengths are px at 500 ppi (0.0508 mm), angles radians, image axes (y down) unless a line says
// otherwise. Values without a source were set by eye, and by the distances that `ridgeline bench synthesis` gives, against real
// prints of optical, capacitive and thermal sensors; shares have no unit.
#pragma once

#include <array>

namespace ridgeline::synthesis {

/// A normal distribution.
struct Spread {
  double mean;
  double deviation;
};
/// An even distribution.
struct Range {
  double low;
  double high;
};

/// A value that a difficulty of 0 to 1 moves evenly from one end to the other.
struct Ramp {
  double easy;
  double hard;
};
/// px at 500 ppi.
struct FieldSize {
  int width_px;
  int height_px;
};
/// What the pictures of one kind of sensor have in common.
struct SensorLook {
  Range background;           ///< grey level
  Range range;                ///< grey levels between background and ridge, faintest to darkest print
  Range grain;                ///< grey levels
  double stripe_deviation;    ///< grey levels by which lines and columns differ
  double texture;             ///< grey levels of the background's structure
  double texture_spacing_px;  ///< of that structure
  double density_share;       ///< deviation of the ridges' darkness
  double density_spacing_px;
  int blurs;  ///< passes of a blur of one px
};

inline constexpr double kDegree = 0.017453292519943295;

// The finger's skin.
inline constexpr int kSkinWidthPx = 448;   ///< 22.8 mm, nail to nail of a large adult finger
inline constexpr int kSkinHeightPx = 560;  ///< 28.4 mm, tip to first joint
inline constexpr int kCellPx = 2;          ///< cells of the orientation, the period and the growth: half resolution
inline constexpr double kMiddleX = 224.0;  ///< middle of the pad
inline constexpr double kMiddleY = 265.0;

// Person. The mean ridge period is some 9 px (0.46 mm), less in women (Cummins and others 1941).
inline constexpr Spread kMalePeriodPx = {9.3, 0.35};
inline constexpr Spread kFemalePeriodPx = {8.5, 0.35};
inline constexpr Spread kMaleSize = {1.04, 0.06};  ///< of the mean finger
inline constexpr Spread kFemaleSize = {0.96, 0.06};
inline constexpr Spread kPersonDryness = {0.0, 0.35};
inline constexpr Range kPersonPoreDepth = {0.1, 0.9};
inline constexpr double kMostCreases = 7.0;            ///< few people have many, so this is multiplied by two draws
inline constexpr double kPersonShareOfPattern = 0.45;  ///< variance of the pattern's intensity common to ten fingers

// Finger.
inline constexpr std::array<double, 5> kFingerSizes = {1.13, 1.0, 1.03, 1.0, 0.86};  ///< thumb to little finger
inline constexpr double kFingerPeriodDeviation = 0.2;
inline constexpr double kFingerSizeDeviation = 0.02;
inline constexpr double kFingerDrynessDeviation = 0.1;
inline constexpr double kFingerPoreDeviation = 0.1;
inline constexpr Range kFingerCreases = {0.4, 1.6};  ///< of the person's
inline constexpr double kLeastPeriodPx = 7.6;
inline constexpr double kMostPeriodPx = 10.6;

// Cores and deltas, from the middle of the pad or from the core. Deltas lie 8 to 20 ridges from the core.
inline constexpr Spread kCoreX = {0.0, 7.0};
inline constexpr Spread kCoreY = {-28.0, 11.0};
inline constexpr Spread kLoopDeltaX = {92.0, 18.0};
inline constexpr Spread kLoopDeltaY = {112.0, 20.0};
inline constexpr Spread kWhorlDeltaX = {100.0, 17.0};
inline constexpr Spread kWhorlDeltaY = {104.0, 22.0};
inline constexpr Range kWhorlGapPx = {8.0, 34.0};  ///< between the two cores
inline constexpr Spread kWhorlTiltRad = {0.0, 0.25};
inline constexpr Range kDoubleLoopGapPx = {40.0, 85.0};
inline constexpr Range kDoubleLoopTiltRad = {0.35, 1.1};
inline constexpr double kTentCoreY = 30.0;
inline constexpr Spread kTentDeltaX = {0.0, 5.0};
inline constexpr Range kTentDeltaY = {45.0, 90.0};
inline constexpr double kArchEndY = 110.0;

// Orientation: how far the ridges fall off beside the middle line, above the deltas; how much more arches rise.
inline constexpr Spread kStretch = {1.45, 0.12};  ///< height to width of a pattern
inline constexpr Spread kArchingRad = {0.78, 0.09};
inline constexpr double kArchingWidthPx = 85.0;
inline constexpr double kArchingDecayPx = 45.0;
inline constexpr double kArchingFootPx = 25.0;  ///< it is half gone so far above the lowest delta
inline constexpr Range kArchRiseRad = {0.49, 1.17};
inline constexpr Range kTentRiseRad = {0.49, 0.78};
inline constexpr double kRiseMiddlePx = 40.0;  ///< below the core or top of the arch
inline constexpr double kRiseHeightPx = 75.0;
inline constexpr double kFlowNoiseRad = 0.05;
inline constexpr double kFlowNoiseSpacingPx = 72.0;
inline constexpr double kBendDeviation = 0.08;  ///< of each harmonic by which the field around a core or delta is bent
inline constexpr double kBendReachPx = 30.0;    ///< nearer than this the bend fades: ridges could not follow it
inline constexpr double kSpiralTakenBack = 0.7;
inline constexpr double kSpiralReachPx = 90.0;

// Ridge period over the finger: wider below the deltas and near the tip than in the pattern area (Cappelli 2009, 6.4).
inline constexpr double kPeriodNoiseShare = 0.045;
inline constexpr double kPeriodNoiseSpacingPx = 80.0;
inline constexpr double kWiderBelowShare = 0.10;
inline constexpr double kWiderAboveShare = 0.05;
inline constexpr double kWiderAbovePx = 30.0;  ///< the tip begins so far above the core
inline constexpr double kPeriodRampPx = 70.0;

// How the period follows the flow.
inline constexpr int kSpreadingGridCells = 8;  ///< between the places where it is solved
inline constexpr int kSpreadingSteps = 60;     ///< of conjugate gradients: changes of the period below 1/1000
inline constexpr double kSpreadingReachPx = 150.0;
inline constexpr double kSpreadingShare = 0.42;
inline constexpr double kMostSpreading = 0.28;
inline constexpr double kSteepestTurnRad = 0.5;  ///< in a square of the grid: steeper is a core or a delta

// Growth of the ridges. Widths of the filters' Gaussian envelope as a share of the period, chosen for clean ridges and for
// the density of minutiae, 0.2 to 0.3 a square millimetre in people; the widest that holds three ridges is 0.40 (Cappelli
// 2009, 6.5).
inline constexpr int kFilterOrientations = 64;
inline constexpr int kFilterPeriods = 14;
inline constexpr double kFilterLeastPeriodPx = 6.5;
inline constexpr double kFilterPeriodStepPx = 0.5;
inline constexpr double kAcrossShare = 0.42;
inline constexpr double kAlongShare = 0.40;
inline constexpr int kLeastGrowthPasses = 4;   ///< at half resolution; more of them mend more minutiae away
inline constexpr int kGrowthPassesSpread = 6;  ///< fingers differ in their density of minutiae
inline constexpr int kGrowthGain_16 = 40;      ///< 2.5, in 1/16: from noise to full ridges in a few passes
inline constexpr int kRefiningPasses = 4;      ///< at full resolution
inline constexpr int kRefiningGain_16 = 24;    ///< 1.5: makes up for what enlarging smoothed away
inline constexpr int kRidgeScale = 4096;       ///< steps of a full ridge in the int16 planes
inline constexpr int kSeedAmplitude = 1024;

// Healing, with a longer filter.
inline constexpr double kHealingAlongShare = 0.75;
inline constexpr int kHealingRounds = 3;
inline constexpr int kHealingPasses = 6;
inline constexpr int kHealingReachPx = 14;
inline constexpr int kHealingGain_16 = 22;

// Marks of the skin.
inline constexpr double kPoreSpacingPx = 9.0;  ///< some 9 to 18 pores a centimetre of ridge (Ashbaugh 1999)
inline constexpr double kPoreRadiusPx = 1.15;  ///< 60 micrometres
inline constexpr Range kPoreRadiusShare = {0.7, 1.2};
inline constexpr int kPoreCrest = kRidgeScale * 3 / 5;  ///< pores open on the crest only
inline constexpr int kPoreDepthSpread = 120;            ///< of 255
inline constexpr double kCreaseHalfWidthPx = 1.3;
inline constexpr Range kCreaseWidthShare = {0.6, 1.5};
inline constexpr Range kCreaseLengthPx = {25.0, 120.0};
inline constexpr Spread kCreaseX = {0.0, 70.0};
inline constexpr Spread kCreaseY = {20.0, 90.0};
inline constexpr int kCreaseDepthSpread = 100;   ///< of 255
inline constexpr double kGrooveBowShare = 0.05;  ///< deviation of a groove's bow, of its length

// Minutiae of the skin.
inline constexpr int kSpurPx = 8;     ///< shorter branches of the skeleton are artefacts of thinning
inline constexpr int kIslandPx = 10;  ///< shorter pieces of ridge are dots
inline constexpr int kAngleTracePx = 10;
inline constexpr double kTightPairPx = 16.0;  ///< less than a ridge and a half
inline constexpr double kKnotPx = 6.0;        ///< minutiae so near to each other are told apart by chance
inline constexpr double kSingularPx = 14.0;   ///< around a core or delta, a ridge and a half
inline constexpr double kOppositeCosine = 0.7;
inline constexpr double kFlowTrust = 0.94;  ///< cosine between ridge and flow, 20 degrees
inline constexpr int kSkinEdgePx = 14;      ///< growth is not sound so near the end of the skin

// Contact. A plain print shows some 12 x 17 mm of the pad, a rolled one nearly all the skin. The fields are those of the
// fingerprint acquisition profiles FAP 30, 20 and 45 (NIST SP 500-280): 0.8 x 1.0, 0.6 x 0.8 and 1.6 x 1.5 in.
inline constexpr FieldSize kPlainField = {400, 500};
inline constexpr FieldSize kCapacitiveField = {300, 400};
inline constexpr FieldSize kRolledField = {800, 750};
inline constexpr double kPlainHalfWidthPx = 126.0;
inline constexpr double kPlainHalfHeightPx = 176.0;
inline constexpr double kRolledHalfWidthPx = 196.0;
inline constexpr double kRolledHalfHeightPx = 236.0;
inline constexpr Ramp kFirmnessDeviation = {0.03, 0.10};  ///< a firm touch shows more of both axes
inline constexpr double kHalfWidthDeviation = 0.03;
inline constexpr double kHalfHeightDeviation = 0.04;
inline constexpr Range kPlainLowerShare = {0.85, 1.2};  ///< of the upper half's height
inline constexpr Range kRolledLowerShare = {0.85, 1.05};
inline constexpr double kSideMarginPx = 14.0;  ///< of skin that is never shown
inline constexpr double kTipMarginPx = 20.0;
inline constexpr double kJointMarginPx = 30.0;
inline constexpr double kSquareness = 0.6;  ///< of the lower half, 0 an ellipse, 1 a rectangle

// Placement. Most fingers lie straight, some aslant.
inline constexpr double kAslantShare = 0.12;
inline constexpr double kStraightDeviationRad = 6.0 * kDegree;
inline constexpr double kAslantDeviationRad = 15.0 * kDegree;
inline constexpr double kRolledTurnShare = 0.5;
inline constexpr Ramp kTurnRamp = {0.6, 1.8};
inline constexpr Ramp kShiftRamp = {0.5, 1.5};
inline constexpr double kSkinShiftX = 13.0;  ///< deviations of the point of the skin that lies in the middle
inline constexpr double kSkinShiftY = 16.0;
inline constexpr Ramp kOffCentreShare = {0.02, 0.28};  ///< of plain prints are made with the tip or a side
inline constexpr double kOffCentreFactor = 2.3;
inline constexpr double kRolledShiftShare = 0.35;  ///< a rolled finger shows all its sides, a plain one what lies below
inline constexpr double kPictureShiftPx = 12.0;
inline constexpr double kAsideShare = 0.1;
inline constexpr double kAsideShiftPx = 30.0;

// Distortion of the skin; the ranges of Cappelli, Maio and Maltoni (2001) in px.
inline constexpr Range kDistortionStrength = {0.3, 1.3};
inline constexpr Ramp kDistortionRamp = {0.5, 1.7};
inline constexpr double kRolledStrength = 1.3;
inline constexpr Spread kStickX = {0.0, 12.0};
inline constexpr Spread kStickY = {0.0, 14.0};
inline constexpr Range kStickShare = {0.35, 0.6};  ///< of the contact area's half axes
inline constexpr Spread kDragX = {0.0, 6.0};
inline constexpr Spread kDragY = {0.0, 7.0};
inline constexpr Spread kDragTurnRad = {0.0, 2.2 * kDegree};
inline constexpr Range kPlasticity = {1.0, 1.8};

// Pressure, in heights of a ridge.
inline constexpr Ramp kDrynessDeviation = {0.2, 0.52};
inline constexpr double kMostDryness = 1.2;
inline constexpr Spread kPressure = {0.10, 0.1};
inline constexpr double kPressurePerDryness = -0.42;
inline constexpr Range kUnevenness = {0.10, 0.28};
inline constexpr double kUnevenSpacingPx = 42.0;
inline constexpr double kPatchSpacingPx = 16.0;
inline constexpr double kPatchShare = 0.5;  ///< of the unevenness
inline constexpr Ramp kUnevennessRamp = {0.7, 1.5};
inline constexpr Ramp kDryPatchChance = {0.1, 0.7};
inline constexpr Range kDryPatchLevel = {1.3, 2.2};  ///< deviations
inline constexpr double kNoDryPatch = 9.0;           ///< above every deviation
inline constexpr double kDryPatchFall = 1.3;
inline constexpr double kRimSpacingPx = 20.0;
inline constexpr double kRimShare = 0.02;  ///< of a plain print's half width
inline constexpr double kFineRimSpacingPx = 5.0;
inline constexpr double kFineRimShare = 0.012;
inline constexpr Range kRimReach = {0.80, 1.08};  ///< where the pressure begins to fall, and has fallen by kRimFall
inline constexpr double kRimFall = 1.9;
inline constexpr double kNoContactReach = 1.1;
inline constexpr double kRoughestRim =
    0.1;  ///< what the roughness of a plain print's rim adds to it at most: four deviations
inline constexpr int kWindowMarginPx = 6;  ///< around the contact area with its rim

// Trace.
inline constexpr Range kSpeckle = {0.20, 0.30};
inline constexpr Ramp kSpeckleRamp = {0.8, 1.4};
inline constexpr double kSpecklePerDryness = 0.28;
inline constexpr double kSpeckleSpacingPx = 1.7;
inline constexpr Range kGrit = {0.15, 0.7};
inline constexpr double kGritSpacingPx = 3.6;
inline constexpr double kDeepestPore = 1.3;
inline constexpr Range kPoreOpening = {0.5, 1.3};
inline constexpr double kCreaseDepth = 2.6;  ///< deeper than a ridge is high, so that no pressure fills it
inline constexpr double kSoftness = 0.75;    ///< from no touch to full touch
inline constexpr Ramp kScratchChance = {0.1, 0.5};
inline constexpr int kMostScratches = 2;
inline constexpr Spread kScratchX = {0.0, 60.0};
inline constexpr Spread kScratchY = {0.0, 70.0};
inline constexpr Range kScratchLengthPx = {20.0, 90.0};
inline constexpr Range kScratchHalfWidthPx = {0.6, 1.4};
inline constexpr int kScratchDepth = 200;  ///< of 255

// Stated conditions, at the ends of what is drawn.
inline constexpr double kConditionGrit = 0.25;
inline constexpr double kCleanPressure = 0.05;
inline constexpr double kCleanSpeckle = 0.10;
inline constexpr double kCleanUnevenness = 0.06;
inline constexpr double kDryCondition = 1.1;
inline constexpr double kWetCondition = -1.2;
inline constexpr double kPartialShiftShare = 0.6;  ///< of the contact area's half axes
inline constexpr double kPartialSize = 0.6;
inline constexpr double kStrongDragPx = 20.0;
inline constexpr double kStrongDragTurnRad = 7.0 * kDegree;
inline constexpr int kWornScratches = 6;

// Sensors.
inline constexpr Range kDarkness = {0.0, 1.0};
inline constexpr SensorLook kOpticalLook = {{228, 252}, {165, 225}, {1.0, 3.5}, 0.0, 0.0, 20.0, 0.07, 24.0, 1};
inline constexpr SensorLook kCapacitiveLook = {{205, 232}, {110, 175}, {3.0, 6.0}, 1.6, 3.0, 40.0, 0.14, 14.0, 0};
inline constexpr SensorLook kInkedLook = {{212, 238}, {105, 165}, {2.5, 5.0}, 0.0, 3.5, 3.0, 0.22, 18.0, 1};
inline constexpr double kGrainSpacingPx = 1.3;
inline constexpr double kGrainOnRidge = 2.5;  ///< how much rougher dark pixels are
inline constexpr Spread kSlant = {0.0, 4.0};  ///< grey levels from side to side

// Truth.
inline constexpr double kRimPx = 7.0;           ///< a minutia nearer to the rim than this is none
inline constexpr double kFaintPressure = -0.8;  ///< below it a ridge is no more than specks
inline constexpr double kShortPiecePx = 3.0;
inline constexpr double kWorstQualityLoss = 70.0;  ///< of 100, at the faintest and at the heaviest pressure

}  // namespace ridgeline::synthesis

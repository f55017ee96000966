// The constants of synthesis. Lengths are px at 500 ppi (0.0508 mm), angles radians, image axes (y down) unless a line says
// otherwise. Values without a source were set by eye and by counting minutiae against real prints of optical sensors.
#pragma once

namespace ridgeline::synthesis {

// The finger's skin.
inline constexpr int kSkinWidthPx = 448;   ///< 22.8 mm, nail to nail of a large adult finger
inline constexpr int kSkinHeightPx = 560;  ///< 28.4 mm, tip to first joint
inline constexpr int kCellPx = 2;          ///< cells of the orientation, the period and the growth: half resolution
inline constexpr double kMiddleX = 224.0;  ///< middle of the pad, where cores lie in the mean
inline constexpr double kMiddleY = 265.0;

// Person and finger. The mean ridge period is 9 px (0.46 mm) in men and some 10 % less in women (Cummins and others 1941).
inline constexpr double kMalePeriodPx = 9.3;
inline constexpr double kFemalePeriodPx = 8.5;
inline constexpr double kPersonPeriodDeviation = 0.35;
inline constexpr double kFingerPeriodDeviation = 0.2;
inline constexpr double kLeastPeriodPx = 7.6;
inline constexpr double kMostPeriodPx = 10.6;
inline constexpr double kSizeDeviation = 0.06;         ///< of the mean finger size
inline constexpr double kPersonShareOfPattern = 0.45;  ///< variance of the pattern's intensity common to ten fingers

// Orientation: how far the ridges fall off beside the middle line, above and below the pattern area.
inline constexpr double kArchingRad = 0.62;
inline constexpr double kArchingDeviation = 0.07;
inline constexpr double kArchingWidthPx = 85.0;
inline constexpr double kArchingDecayPx = 45.0;
inline constexpr double kFlowNoiseRad = 0.07;
inline constexpr double kFlowNoiseSpacingPx = 72.0;
inline constexpr double kBendDeviation = 0.13;  ///< of each harmonic by which the field around a core or delta is bent
inline constexpr double kBendReachPx = 30.0;    ///< nearer than this the bend fades: ridges could not follow it
inline constexpr double kSpiralTakenBack = 0.7;
inline constexpr double kSpiralReachPx = 90.0;

// Ridge period over the finger: wider below the deltas and near the tip than in the pattern area (Cappelli 2009, 6.4).
inline constexpr double kPeriodNoiseShare = 0.045;
inline constexpr double kPeriodNoiseSpacingPx = 80.0;
inline constexpr double kWiderBelowShare = 0.10;
inline constexpr double kWiderAboveShare = 0.05;
inline constexpr double kPeriodRampPx = 70.0;

// Growth of the ridges. Widths of the Gaussian envelope as a share of the period: across, the widest that holds three ridges
// (Cappelli 2009, 6.5); along, chosen for the density of minutiae, 0.2 to 0.3 a square millimetre in people.
inline constexpr int kFilterOrientations = 64;
inline constexpr int kFilterPeriods = 14;
inline constexpr double kFilterLeastPeriodPx = 6.5;
inline constexpr double kFilterPeriodStepPx = 0.5;
inline constexpr double kAcrossShare = 0.42;
inline constexpr double kAlongShare = 0.40;
inline constexpr int kGrowthPasses = 12;   ///< at half resolution
inline constexpr int kRefiningPasses = 3;  ///< at full resolution
inline constexpr int kRidgeScale = 4096;   ///< steps of a full ridge in the int16 planes
inline constexpr int kSeedAmplitude = 1024;

// Marks of the skin.
inline constexpr double kPoreSpacingPx = 9.0;  ///< along a ridge; some 9 to 18 pores a centimetre of ridge
inline constexpr double kPoreRadiusPx = 1.15;  ///< 60 micrometres
inline constexpr double kCreaseHalfWidthPx = 1.3;

// Minutiae of the skin.
inline constexpr int kSpurPx = 8;     ///< shorter branches of the skeleton are artefacts of thinning
inline constexpr int kIslandPx = 10;  ///< shorter pieces of ridge are dots
inline constexpr int kAngleTracePx = 10;
inline constexpr int kSkinEdgePx = 14;  ///< growth is not sound so near the end of the skin

// Contact. A plain print shows some 11 x 15 mm of the pad.
inline constexpr int kPlainWidthPx = 388;
inline constexpr int kPlainHeightPx = 374;
inline constexpr int kRolledWidthPx = 600;
inline constexpr int kRolledHeightPx = 700;
inline constexpr double kPlainHalfWidthPx = 114.0;
inline constexpr double kPlainHalfHeightPx = 160.0;
inline constexpr double kRolledHalfWidthPx = 196.0;
inline constexpr double kRolledHalfHeightPx = 236.0;

// Truth.
inline constexpr double kRimPx = 7.0;           ///< a minutia nearer to the rim than this is none
inline constexpr double kFaintPressure = -0.8;  ///< below it a ridge is no more than specks
inline constexpr double kShortPiecePx = 3.0;

}  // namespace ridgeline::synthesis

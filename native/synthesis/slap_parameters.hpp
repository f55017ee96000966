// The constants of slaps: several fingers of a hand in one picture. Lengths are px at 500 ppi (0.0508 mm), angles radians.
// Values without a source were set by eye against the slaps of NIST's ANSI/NIST-ITL sample files.
#pragma once

#include <array>
#include <cstdint>

#include "synthesis/parameters.hpp"

namespace ridgeline::synthesis {

/// The platen of the fingerprint acquisition profile FAP 60 (NIST SP 500-280): 3.2 x 3.0 in.
inline constexpr FieldSize kSlapField = {1600, 1500};

/// Slaps draw from the streams of impressions that no single print has, so that no finger touches twice in the same way.
inline constexpr std::uint32_t kFirstSlapImpression = 0x80000000U;
inline constexpr std::uint32_t kSlapImpressions = 0x04000000U;  ///< of each slap position

// Hand. How far below the middle finger's pad the others lie, for fingers of mean size: index, middle, ring, little.
inline constexpr std::array<Spread, 4> kReachBack = {{{150.0, 35.0}, {0.0, 6.0}, {100.0, 28.0}, {390.0, 48.0}}};
inline constexpr Spread kThumbReachBack = {0.0, 30.0};
inline constexpr Range kFingerGapPx = {38.0,
                                       84.0};  ///< between the contact areas of neighbours: skin that does not touch
inline constexpr Range kThumbGapPx = {50.0, 120.0};
inline constexpr double kFingerGapDeviation = 10.0;
inline constexpr double kLeastGapPx = 34.0;                       ///< the rim of a contact area is that rough at most
inline constexpr Range kFanRad = {0.8 * kDegree, 4.5 * kDegree};  ///< between neighbours
inline constexpr double kFingerTurnRad = 0.9 * kDegree;
inline constexpr double kThumbTurnRad = 5.0 * kDegree;

// Placement of the hand. Most lie straight, some come from the side; capture software refuses more than 45 degrees.
inline constexpr double kStraightTiltRad = 5.0 * kDegree;
inline constexpr double kAslantTiltRad = 18.0 * kDegree;
inline constexpr double kMostTiltRad = 45.0 * kDegree;
inline constexpr double kHandShiftPx = 40.0;
inline constexpr double kPlatenMarginPx = 12.0;  ///< to which hands are moved inwards where they fit

// Contact. Flat fingers touch down to the crease of the joint, and with less of the tip.
inline constexpr double kFlatUpperShare = 0.96;
inline constexpr Range kFlatLowerShare = {1.05, 1.35};  ///< of the upper half's height
inline constexpr double kHandPressure = 0.08;           ///< deviations, in heights of a ridge
inline constexpr double kFingerPressure = 0.09;
inline constexpr double kLittlePressure = -0.10;  ///< the little finger presses least

// Middle phalanx: narrower than the pad, behind a gap that the crease of the joint leaves, fainter and more broken.
inline constexpr FieldSize kPhalanxSkin = {256, 288};
inline constexpr int kPhalanxPositions = 20;  ///< added to the position of the finger
inline constexpr double kPhalanxChance = 0.8;
inline constexpr int kPhalanxGrowthPasses = 7;
inline constexpr Spread kPhalanxSlantRad = {0.0, 0.14};
inline constexpr Spread kPhalanxBowRad = {0.0, 0.12};
inline constexpr double kPhalanxBendRad = 0.09;
inline constexpr double kPhalanxPeriodShare = 1.1;  ///< ridges below the joint are coarser
inline constexpr Range kCreaseGapPx = {22.0, 48.0};
inline constexpr Range kPhalanxWidthShare = {0.62, 0.80};  ///< of the pad's contact
inline constexpr double kPhalanxUpperPx = 64.0;
inline constexpr Range kPhalanxLowerPx = {110.0, 190.0};
inline constexpr double kPhalanxMarginPx = 16.0;
inline constexpr double kPhalanxAsidePx = 6.0;
inline constexpr Spread kPhalanxPressure = {-0.60, 0.25};
inline constexpr Range kPhalanxUnevenness = {0.22, 0.40};
inline constexpr Range kPhalanxDryLevel = {0.4, 1.5};
inline constexpr double kPhalanxSpeckle = 0.18;

// Boxes.
inline constexpr float kSeenTrace = 0.5F;  ///< share of a px that skin touches: fainter is lost in the background
inline constexpr int kBoxMarginPx = 2;

}  // namespace ridgeline::synthesis

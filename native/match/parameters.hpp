// Constants of comparison. Lengths are pixels at 500 ppi. Where no other source is named, a value was chosen by its error
// rates in bench_train_match, run without the set it is judged on, and its neighbours do about as well.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace ridgeline::match_parameters {

/// Minutiae of one print that take part, at most: a plain print has 20 to 60; cost grows with the square. More of them help where
/// prints overlap little and harm where they are twisted. With these a print's prepared form stays within 1 300 bytes at the median.
inline constexpr std::size_t kUsedMinutiae = 40;
/// The same of prints without a flow map: other extractors' qualities say less of what another impression has.
inline constexpr std::size_t kUsedMinutiaeWithoutFlow = 44;
/// The same of any print.
inline constexpr std::size_t kMaxUsedMinutiae = std::max(kUsedMinutiae, kUsedMinutiaeWithoutFlow);
/// The first in rank of those that take part, among which pairs are sought that show how the prints lie. Of 44 that take part, 40 that
/// lead instead of 36 err four in a hundred more on the seven sets. Of prints without a flow map all lead.
inline constexpr std::size_t kLeadingMinutiae = 36;
/// What a pixel of distance from the mean position takes from a minutia's quality when those that take part are chosen: of rolled
/// prints, half and more are left out, and a plain print shows those in the middle. 0.05 and 0.2 have much the same error rates.
inline constexpr double kOffCentreCostPerPx = 0.1;
/// Minutiae whose positions shape the descriptors of others, at most: the first in rank.
inline constexpr std::size_t kMaxNeighbours = 96;
/// Fewer minutiae than this on either side say nothing about identity.
inline constexpr std::size_t kMinMinutiae = 4;
/// Stands in for a minutia quality that was not reported: the mean quality of the extractor's minutiae.
inline constexpr std::uint8_t kUnknownQuality = 73;
/// Columns of a prepared print are padded to this many minutiae: one 512-bit register of floats.
inline constexpr std::size_t kLanes = 16;
/// The same, padded.
inline constexpr std::size_t kMaxPaddedMinutiae = (kMaxUsedMinutiae + kLanes - 1) / kLanes * kLanes;

/// The cylinder around a minutia (Cappelli, Ferrara, Maltoni 2010): a square grid of cells inside a circle, times directions.
inline constexpr double kCylinderRadius_px = 64.0;
inline constexpr int kCylinderSide = 8;
inline constexpr int kCylinderDirections = 6;
inline constexpr double kCylinderSigma_px = 9.0;
inline constexpr double kCylinderSigma_rad = 0.6981317;  // 2 pi / 9
/// Cells of the grid whose centres lie in the circle.
inline constexpr std::size_t kCylinderCells = 52;
inline constexpr std::size_t kCylinderValues = kCylinderCells * kCylinderDirections;
/// A cell holds sqrt(min(1, sum / kCylinderFull)): near saturation, a second neighbour adds little.
inline constexpr double kCylinderFull = 0.75;

/// Numbers of a descriptor: the principal components of cylinders, in steps that four bits hold up to 2.8 deviations. 64 of
/// them have the same error rates, 40 larger ones; three bits each cost a quarter more errors.
inline constexpr std::size_t kDescriptorValues = 48;
inline constexpr float kDescriptorSteps = 2.5f;
inline constexpr int kDescriptorLimit = 7;
inline constexpr float kEvidenceSteps = kDescriptorSteps * kDescriptorSteps;
/// Evidence of a pair, a natural logarithm of odds under the two-covariance model with one ratio of within-finger to total
/// variance for all components: product of the descriptors - 0.241 (sum of their squares) + 2 x 3.17.
inline constexpr float kOwnSquares = -0.241f;
inline constexpr float kOwnEvidence = 3.17f;

/// Pairs of minutiae that enter the relaxation, at most: those of best evidence.
inline constexpr std::size_t kMaxCandidatePairs = 24;

/// Compatibility of two candidate pairs: variances of the difference of their distances (px^2, and per px^2 of distance
/// for skin that stretches), of the sideways error, and of the difference of their rotations (1 - cosine).
inline constexpr float kRadialVariance_px2 = 80.0f;
inline constexpr float kRadialStretch = 0.0144f;
inline constexpr float kSidewaysVariance_px2 = 16.0f;
inline constexpr float kSidewaysStretch = 0.0324f;
inline constexpr float kRotationVariance = 0.0484f;
/// Compatibility is (1 - error / kErrorLimit)^8, zero beyond.
inline constexpr float kErrorLimit = 8.0f;
/// Neighbours nearer than this tell little about the transform: their compatibility counts less.
inline constexpr float kNear_px = 8.0f;
inline constexpr float kNearFactor = 0.3f;

/// Relaxation: odds of a pair by its own evidence, rounds, memory of the last round and share of the own evidence.
inline constexpr float kPriorSlope = 0.2f;
inline constexpr float kPriorMiddle = 2.0f;
inline constexpr int kRelaxationRounds = 4;
inline constexpr float kRelaxationMemory = 0.15f;
inline constexpr float kRelaxationFloor = 0.3f;

/// A relaxation is promising from this figure on: logarithm of the strongest pair's strength, and of the root of the first
/// support this share. 16 of 100 impostors of nine sets get there, and of genuine pairs that reach 20 dB all but one of the nine sets'
/// 3 106 and two of 4 445 of synthetic prints of difficulty 0.6 to 1. At 0.13, one less of each, and 22 of 100 impostors.
inline constexpr float kPromising = 0.25f;
inline constexpr float kSupportShare = 0.2f;

/// The pairing is confirmed from this figure on: logarithm of the strongest pair's strength in the relaxation of the paired minutiae, and
/// of that of the candidates this share. Two in five of the impostors that were promising get there, and every genuine pair
/// of those above that was promising, the lowest at 0.83.
inline constexpr float kConfirmed = 0.72f;
inline constexpr float kCandidatesShare = 0.5f;

/// Weight of the minutiae's directions in the rigid transform: variance of position by variance of direction, px^2.
inline constexpr float kDirectionWeight_px2 = 330.0f;

/// Pairing rounds, and in each the largest distance of two minutiae that may be paired, after displacement.
inline constexpr int kPairingRounds = 2;
inline constexpr float kPairingDistance_px[kPairingRounds] = {24.0f, 17.0f};
inline constexpr float kPairingAngle_rad = 0.55f;
/// Cost of a pair: distance^2 / 98 + 12.5 angle^2 - 0.25 evidence, the evidence held within [-8, 16].
inline constexpr float kCostPerPx2 = 1.0f / 98.0f;
inline constexpr float kCostPerRad2 = 12.5f;
inline constexpr float kCostPerEvidence = 0.25f;
inline constexpr float kCostEvidenceLow = -8.0f;
inline constexpr float kCostEvidenceHigh = 16.0f;
/// Weight of a pair in refits: 0.1 + sigmoid(0.4 (evidence - 2)).
inline constexpr float kFitWeightFloor = 0.1f;
inline constexpr float kFitWeightSlope = 0.4f;
inline constexpr float kFitWeightMiddle = 2.0f;

/// The displacement field is a mean of the residuals around, by a bell of this width, shrunk towards none.
inline constexpr float kFieldSigma_px = 70.0f;
inline constexpr float kFieldShrink = 0.7f;

/// Flow: cells that two prints must share before it says anything, and how much of the four cells around a place must flow.
inline constexpr std::size_t kFlowMinCells = 4;
inline constexpr float kFlowCommonWeight = 0.5f;
/// The turn of skin over the overlap: rounds of the fit, the error at which a cell counts half, and a prior worth this many
/// cells 100 px from the middle.
inline constexpr int kFlowFitRounds = 3;
inline constexpr float kFlowFitError_rad = 0.2f;
inline constexpr float kFlowTurnPrior = 5.0f;
inline constexpr float kFlowSlopeUnit_px = 100.0f;
/// Flow of the same finger still differs by a mean 1 - cosine of some hundredths: keeps the logarithm from telling less apart.
inline constexpr float kFlowFloor = 0.02f;
/// A small overlap tells little: this many cells more count as differing by this much.
inline constexpr float kFlowPriorCells = 10.0f;
inline constexpr float kFlowPriorDifference = 0.06f;
/// How far above no agreement a quarter of the cells may lie for all of them to be asked.
inline constexpr float kFlowQuickMargin = 0.3f;

/// Density of minutiae around a place: a bell of this width.
inline constexpr float kDensitySigma_px = 30.0f;
/// A print keeps the density at its own minutiae in steps of 1/8.
inline constexpr float kDensitySteps = 8.0f;

}  // namespace ridgeline::match_parameters

// Constants of decision.
#pragma once

#include <cstddef>

namespace ridgeline {

/// Finger positions that have a score of their own (ANSI/NIST-ITL 1 to 10).
inline constexpr std::size_t kFingerCount = 10;

/// What impostor fingers reach often, decibels: fusion counts what a finger says above this. 6 dB is reached by every
/// fourth. Simulated mates of 2 to 10 fingers, 0 to 90 % of them poor, gain most between 4 and 8 dB: lower, poor
/// fingers drown good ones; higher, ten middling fingers (15 dB) lose what they have in common.
inline constexpr double kNoiseFloor_db = 6.0;

/// Share of impostor fingers above the noise floor: 10^(-kNoiseFloor_db / 10).
inline constexpr double kShareAboveFloor = 0.25118864315095801;

/// Share of the false match rate that fusion grants to the best finger alone; the sum of all has the rest. Half costs
/// either of them 3 dB at most.
inline constexpr double kBestFingerShare = 0.5;

}  // namespace ridgeline

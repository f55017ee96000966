// What the Huffman symbols of a WSQ stream stand for (IAFIS-IC-0110, Part 1, Annex A): 1 to 100 are runs of that many
// zeros, 107 to 254 the bins -73 to 74, the rest say what follows.
#pragma once

#include <cstddef>

namespace ridgeline::wsq {

inline constexpr std::size_t kSymbols = 256;

inline constexpr unsigned kLastRun = 100;
inline constexpr unsigned kPositive8 = 101;
inline constexpr unsigned kNegative8 = 102;
inline constexpr unsigned kPositive16 = 103;
inline constexpr unsigned kNegative16 = 104;
inline constexpr unsigned kRun8 = 105;
inline constexpr unsigned kRun16 = 106;
inline constexpr unsigned kFirstBin = 107;
inline constexpr unsigned kLastBin = 254;
inline constexpr int kBinZero = 180;

/// The longest code, bits.
inline constexpr std::size_t kLongestCode = 16;

}  // namespace ridgeline::wsq

// The constants of the WSQ encoder. Where the format leaves a choice they are the FBI's settings (IAFIS-IC-0110 version
// 3.1, Part 3: encoder number two), which the reference encoder follows too.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ridgeline::wsq {

/// Shortest side, px: from 64 on every subband has at least two samples each way, so that its variance says something.
inline constexpr int kLeastSide = 64;

/// Range of the bit rate, bit/pixel. The FBI uses 0.75 and 2.25. Below 0.1 the ridges are lost, and 8 are the pixels
/// themselves.
inline constexpr double kLeastBitsPerPixel = 0.1;
inline constexpr double kMostBitsPerPixel = 8;

/// The normalised image lies within -128 to 128 (Part 3).
inline constexpr double kNormalisedPeak = 128;

/// Analysis filters, right halves with the middle tap: the 9/7 pair of Cohen, Daubechies and Feauveau (Part 3).
inline constexpr std::array<double, 5> kLowHalf = {0.852698679009403, 0.377402855612654, -0.110624404418423,
                                                   -0.023849465019380, 0.037828455506995};
inline constexpr std::array<double, 4> kHighHalf = {0.788485616405664, -0.418092273222212, -0.040689417609558,
                                                    0.064538882628938};

/// Subbands from this one on are never transmitted (Part 3).
inline constexpr std::size_t kFirstSilentSubband = 60;

/// Subbands of a smaller variance are not transmitted (Part 3).
inline constexpr double kLeastVariance = 1.01;

/// Variances are taken in the middle of a subband, where the finger is: this share of its width and height, after this
/// share left out on the left and at the top (Part 3).
inline constexpr int kWindowWidth4ths = 3;
inline constexpr int kWindowHeight16ths = 7;
inline constexpr int kWindowLeft8ths = 1;
inline constexpr int kWindowTop32nds = 9;

/// Where the variances of subbands 0 to 3 come to less than this in their windows, whole subbands are measured instead:
/// the finger lies elsewhere (Part 3, since version 3.1).
inline constexpr std::size_t kLowestSubbands = 4;
inline constexpr double kLeastLowestVariance = 20000;

/// Relative width of the bins before the rate is fitted: 1 for subbands 0 to 3, else this by weight and log variance.
inline constexpr double kWidthPerLogVariance = 10;
inline constexpr std::size_t kFirstWeightedSubband = 52;
inline constexpr std::array<double, 8> kWeights = {1.32, 1.08, 1.42, 1.08, 1.32, 1.42, 1.08, 1.08};

/// Loading factor: bins cover this many standard deviations on each side (Part 3). A subband whose bin is wider than
/// all of that takes no part in the rate.
inline constexpr double kLoading = 2.5;

/// The share of the image's samples that a subband of each level of splits has.
inline constexpr double kShareOfLowest = 1.0 / 1024;
inline constexpr double kShareOfMiddle = 1.0 / 256;
inline constexpr double kShareOfHighest = 1.0 / 16;
inline constexpr std::size_t kFirstOfHighest = 51;

/// The bin around zero is this much wider than the others, and decoders put a value this far into its bin (Part 3).
inline constexpr double kZeroBinRatio = 1.2;
inline constexpr double kBinCentre = 0.44;

/// Narrowest bin, in units of the normalised image. Bins of a grey level or two already leave errors below the rounding
/// of pixels; narrower ones than this only lengthen the file, and nearly blank images would ask for them.
inline constexpr double kNarrowestBin = 1.0 / 16;

/// Bin numbers have 16 bits at most; a little is left for the rounding of the widths that are sent.
inline constexpr double kMostBins = 65000;

/// Widest bin: it and its zero bin still fit the fields of 16 bits, and no coefficient reaches beyond it.
inline constexpr double kWidestBin = 50000;

/// The encoder whose settings these are, and the number of this software, 0 as long as the FBI has assigned none
/// (fields of the frame header).
inline constexpr std::uint8_t kEncoderNumber = 2;
inline constexpr std::uint16_t kSoftwareNumber = 0;

}  // namespace ridgeline::wsq

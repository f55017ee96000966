// Positions of ANSI/NIST-ITL that name the fingers of a slap.
#pragma once

#include <span>

namespace ridgeline {

/// Plain thumbs, four fingers of a hand, both thumbs.
inline constexpr int kRightThumbPlain = 11;
inline constexpr int kLeftThumbPlain = 12;
inline constexpr int kRightFour = 13;
inline constexpr int kLeftFour = 14;
inline constexpr int kBothThumbs = 15;

/// Finger positions (1 to 10) of a slap from left to right in an upright hand; empty for positions that are none.
[[nodiscard]] std::span<const int> fingers_of_slap(int position) noexcept;

}  // namespace ridgeline

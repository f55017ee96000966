// Decibels of evidence: 10 log10 of a ratio. 40 = one false match in 10 000 comparisons.
#pragma once

#include "base/math.hpp"

namespace ridgeline {

/// Decibels in one unit of natural logarithm: 10 / ln 10.
inline constexpr double kDecibelsPerNeper = 4.34294481903251827651;

/// 10 log10(ratio) for a ratio above 0.
[[nodiscard]] inline double decibels(double ratio) noexcept { return kDecibelsPerNeper * logarithm(ratio); }

}  // namespace ridgeline

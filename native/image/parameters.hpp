// The constants of resampling; the limits that strangers' images meet stand in base/limits.hpp.
#pragma once

namespace ridgeline::resampling {

/// Lobes of the windowed sinc on each side, px of the coarser grid. Three (Lanczos-3) is the usual compromise between
/// sharpness and ringing (Turkowski, Filters for Common Resampling Tasks, in Graphics Gems, 1990); the tests hold that
/// a ridge pattern of 18 px at 1000 ppi keeps its contrast within 3 grey levels of 200.
inline constexpr int kLobes = 3;

/// Resolutions this close to nominal, as a fraction, are nominal: 197 px/cm, as template records write 500 ppi, is
/// 500.4 ppi.
inline constexpr double kNominalTolerance = 0.005;

/// Fraction bits of a filter weight: the largest of 16 bits in which a weight of 1.0 with overshoot still fits.
inline constexpr int kWeightBits = 14;

/// Fraction bits kept between the two passes: 255 with the overshoot of one pass fits 16 bits with six of them.
inline constexpr int kBetweenBits = 6;

}  // namespace ridgeline::resampling

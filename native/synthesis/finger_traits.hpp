// What is the same in every impression of a finger before any ridge is drawn: its class, size, ridge period, cores and deltas.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "synthesis/pattern_class.hpp"
#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

/// A core (the ridges turn half a turn around it one way) or a delta (half a turn the other way), px on the skin.
struct Singularity {
  Point at;
  bool core = true;
  std::array<double, 4> bend{};  ///< sine and cosine of the first two harmonics that bend the field around it, radians
};

struct FingerTraits {
  PatternClass pattern = PatternClass::arch;
  std::array<Singularity, 4> singularities{};  ///< two cores and two deltas at most
  std::size_t singularity_count = 0;
  Point core;                 ///< upper core, or where the arch is highest
  double lowest_delta_y = 0;  ///< or where an arch ends
  double arching_rad = 0;     ///< slope of the ridges beside the middle line above the pattern
  double arch_rise_rad = 0;   ///< additional slope in an arch or tented arch
  double stretch = 1;         ///< height to width of the pattern: ridges around a core are ellipses
  double period_px = 0;
  double size = 1;        ///< of the contact area, 1 is the mean of all fingers
  double dryness = 0;     ///< of the person's skin, -1 moist to 1 dry
  double pore_depth = 0;  ///< 0 none to be seen, 1 deep
  int crease_count = 0;
  int growth_passes = 0;  ///< the more, the fewer minutiae
};

/// The name of a finger among all that can be made.
struct FingerName {
  std::uint64_t seed = 0;
  std::uint64_t person = 0;
  int position = 1;  ///< 1 right thumb to 10 left little finger
};

/// Draws a finger's traits; cheap, for counting as well.
[[nodiscard]] FingerTraits draw_finger_traits(const FingerName& name) noexcept;

}  // namespace ridgeline::synthesis

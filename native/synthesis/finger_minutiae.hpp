// A finger without ridges: its minutiae drawn from a model of how dense they lie, how far apart and in which direction (in the
// manner of Zhao, Jain, Paulter and Taylor 2012), thousands of times faster than growing them.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/finger_traits.hpp"
#include "synthesis/plane.hpp"

namespace ridgeline {
namespace synthesis {

/// One minutia of the skin. Deviates are standard normal.
struct DrawnMinutia {
  Point at;               ///< px on the skin
  Point along{1.0, 0.0};  ///< its direction, a unit vector in image axes (ISO/IEC 19794-2)
  double strength = 0;    ///< deviate: how surely an impression shows it
  double leaning = 0;     ///< deviate: below 0 rather an ending, above rather a bifurcation
};

}  // namespace synthesis

/// All minutiae of a finger's skin; any number of templates share it.
struct FingerMinutiae {
  synthesis::FingerName name;
  synthesis::FingerTraits traits;
  std::uint64_t flow_key = 0;  ///< of the noise of its flow, which false minutiae follow as well
  std::vector<synthesis::DrawnMinutia> minutiae;
};

/// Draws the finger at `position` (1 right thumb to 10 left little finger; others count as the nearest of these) of a person.
[[nodiscard]] FingerMinutiae make_finger(std::uint64_t seed, std::uint64_t person, int position);

}  // namespace ridgeline

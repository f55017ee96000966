// Slaps: several fingers of a hand, or both thumbs, pressed flat onto one platen, with the truth about where each finger lies.
// The same request gives the same bytes on every machine.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "image/gray_image.hpp"
#include "synthesis/finger_box.hpp"
#include "synthesis/master_cache.hpp"
#include "synthesis/pattern_class.hpp"
#include "synthesis/touch.hpp"
#include "template/slap_positions.hpp"
#include "template/template.hpp"

namespace ridgeline {

struct SlapRequest {
  std::uint64_t seed = 0;
  std::uint64_t person = 0;
  int position = kRightFour;          ///< 11 to 15; others count as the nearest of these
  Touch touch;                        ///< the kind is not looked at: fingers of a slap are plain
  std::optional<double> tilt_rad;     ///< of the hand, clockwise, at most 45 degrees to either side; drawn where absent
  std::uint32_t missing_fingers = 0;  ///< bit p for the finger at position p: amputated or bandaged, it leaves no print
};

struct SlapFinger {
  int position = 0;  ///< 1 to 10
  PatternClass pattern = PatternClass::arch;
  UprightBox box;    ///< px at 500 ppi whatever the picture's resolution, as in all that follows
  TurnedBox turned;  ///< the same finger along its own axes
  Template in_slap;  ///< its true minutiae in the coordinates of the slap
  Template in_box;   ///< and in those of its upright box
};

struct SyntheticSlap {
  GrayImage image;
  double tilt_rad = 0;              ///< of the hand, clockwise
  std::vector<SlapFinger> fingers;  ///< from left to right in an upright hand; without those that leave no print
};

/// Makes the fingers it needs, or takes them from the cache.
[[nodiscard]] SyntheticSlap make_slap(const SlapRequest& request, MasterCache& masters);

}  // namespace ridgeline

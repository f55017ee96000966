// How the fingers of a hand lie on the platen.
#pragma once

#include <vector>

#include "synthesis/impression_traits.hpp"
#include "synthesis/slap.hpp"

namespace ridgeline::synthesis {

/// One finger of a slap, before it is made: its place and its contact in the coordinates of the slap.
struct LaidFinger {
  int position = 0;
  double angle_rad = 0;  ///< clockwise
  ImpressionTraits traits;
};

struct LaidHand {
  double tilt_rad = 0;
  double darkness = 0;  ///< one exposure takes all fingers
  std::vector<LaidFinger> fingers;
};

/// Every finger of the slap, also the missing ones: they don't change where the others lie.
[[nodiscard]] LaidHand lay_hand(const SlapRequest& request);

/// The touch that one finger of a slap makes.
[[nodiscard]] Touch touch_in_slap(const SlapRequest& request) noexcept;

}  // namespace ridgeline::synthesis

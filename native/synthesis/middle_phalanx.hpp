// The piece of a finger below its last joint, which flat fingers show faintly: what segmentation must not take for a finger.
#pragma once

#include <optional>

#include "synthesis/slap_layout.hpp"

namespace ridgeline::synthesis {

/// Skin and contact of what a finger shows below the crease of the joint.
struct MiddlePhalanx {
  MasterPrint skin;
  ImpressionTraits traits;
};

/// Empty for thumbs, which lift it off, for clean touches and where the finger does not reach down so far.
[[nodiscard]] std::optional<MiddlePhalanx> draw_middle_phalanx(const MasterPrint& master, const LaidFinger& finger,
                                                               const Touch& touch);

}  // namespace ridgeline::synthesis

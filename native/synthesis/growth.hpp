// Grows the ridges of a finger: noise, filtered again and again along the flow, settles into ridges, and where they don't
// fit together into endings and bifurcations (Cappelli, Erol, Maio and Maltoni 2000).
#pragma once

#include <cstdint>

#include "synthesis/finger_traits.hpp"
#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

/// Height of the skin at each px, kRidgeScale at the crest of a ridge, -kRidgeScale in a valley.
[[nodiscard]] Plane<std::int16_t> grow_ridges(const FingerName& name, int passes, const Plane<float>& orientation,
                                              const Plane<float>& period);

}  // namespace ridgeline::synthesis

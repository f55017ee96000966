// Ridges that were grown break off and begin again a few px away where two seeds met out of step. Skin has few such places.
#pragma once

#include "synthesis/plane.hpp"
#include "synthesis/skin_minutiae.hpp"

namespace ridgeline::synthesis {

/// Smooths ridges along their flow around every pair of minutiae that face each other or touch, until they run on or part.
/// Returns the minutiae that are left.
[[nodiscard]] std::vector<SkinMinutia> heal(Plane<std::int16_t>& ridges, const Plane<float>& orientation,
                                            const Plane<float>& period);

}  // namespace ridgeline::synthesis

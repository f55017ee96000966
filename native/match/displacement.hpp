// Skin stretches: the paired minutiae around a place tell how far it moved.
#pragma once

#include "match/buffers.hpp"

namespace ridgeline::match {

/// No displacement anywhere.
void clear_displacement(const Side& first, Placement& placement);

/// The displacement of every minutia of the first print from the residuals of all pairs around it.
void estimate_displacement(const Side& first, const Pairing& pairing, Placement& placement);

/// The displacement at pair k as the other pairs see it, and their weight there.
struct OwnDisplacement {
  float x, y, turn_rad, support;
};
[[nodiscard]] OwnDisplacement displacement_without(const Pairing& pairing, const Placement& placement, std::size_t k);

}  // namespace ridgeline::match

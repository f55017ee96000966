// The neighbourhood of a minutia as a vector of bytes that turns with the finger.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "match/parameters.hpp"
#include "template/template.hpp"

namespace ridgeline::match {

using Cylinder = std::array<std::uint8_t, match_parameters::kCylinderValues>;

/// The cylinder around `centre` (all are indices into `minutiae`), filled by the first kMaxNeighbours of `neighbours` but itself.
[[nodiscard]] Cylinder make_cylinder(const std::vector<Minutia>& minutiae, std::span<const std::uint8_t> neighbours,
                                     std::uint8_t centre);

}  // namespace ridgeline::match

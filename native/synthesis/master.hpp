// The finger itself, before it touches anything: every impression is taken from it.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/finger_traits.hpp"
#include "synthesis/plane.hpp"
#include "synthesis/skin_minutiae.hpp"

namespace ridgeline {

/// One finger's skin, kSkinWidthPx x kSkinHeightPx. Costs some 100 ms and 1.5 MB; any number of impressions share it.
struct MasterPrint {
  synthesis::FingerName name;
  synthesis::FingerTraits traits;
  synthesis::Plane<float> orientation;     ///< of each cell, radians modulo pi, image axes
  synthesis::Plane<float> period;          ///< of each cell, px
  synthesis::Plane<std::int16_t> ridges;   ///< height of each px
  synthesis::Plane<std::uint8_t> pores;    ///< depth at each px
  synthesis::Plane<std::uint8_t> creases;  ///< depth at each px
  std::vector<synthesis::SkinMinutia> minutiae;
};

/// Makes the finger at `position` (1 right thumb to 10 left little finger; others count as the nearest of these) of a person.
[[nodiscard]] MasterPrint make_master(std::uint64_t seed, std::uint64_t person, int position);

}  // namespace ridgeline

// The trace that the pressed skin leaves, and the picture that the sensor makes of it.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/impression_traits.hpp"
#include "synthesis/master.hpp"
#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

/// Share of each px of the picture that skin touches, 0 to 1.
[[nodiscard]] Plane<float> skin_trace(const MasterPrint& master, const ImpressionTraits& traits,
                                      const Plane<float>& pressure, Random random);

/// Grey levels, 0 to 255, of the platen with the trace on it. `seed` names the sensor.
[[nodiscard]] std::vector<std::uint8_t> sense(const ImpressionTraits& traits, const Plane<float>& trace,
                                              std::uint64_t seed, Random random);

}  // namespace ridgeline::synthesis

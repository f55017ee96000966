// The picture that a sensor makes of a trace, or a scanner of an inked one.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/plane.hpp"
#include "synthesis/random.hpp"
#include "synthesis/touch.hpp"

namespace ridgeline::synthesis {

struct Exposure {
  SensorKind sensor = SensorKind::optical;
  double darkness = 1;     ///< share of the sensor's range between background and ridge
  int scale = 1;           ///< picture px per px at 500 ppi
  std::uint64_t seed = 0;  ///< names the sensor: its faults are the same in all its pictures
};

/// Grey levels, 0 to 255, of the background with the trace on it.
[[nodiscard]] std::vector<std::uint8_t> sense(const Plane<float>& trace, const Exposure& exposure, Random random);

}  // namespace ridgeline::synthesis

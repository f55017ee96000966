// Slaps that tests ask for.
#pragma once

#include <cstdint>

#include "base/math.hpp"
#include "synthesis/slap.hpp"

namespace ridgeline::test {

// One cache for all tests of a program, so that each finger is made once.
inline MasterCache& masters() {
  static MasterCache cache;
  return cache;
}

/// A slap of somebody, tilted clockwise.
inline SlapRequest slap_request(std::uint64_t seed, std::uint64_t person, int position, double tilt_degrees) {
  SlapRequest request;
  request.seed = seed;
  request.person = person;
  request.position = position;
  request.tilt_rad = tilt_degrees * kPi / 180.0;
  return request;
}

}  // namespace ridgeline::test

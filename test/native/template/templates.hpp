// Made templates for the tests of the codecs.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>

#include "template/template.hpp"

namespace ridgeline::test {

/// A template of a 400 x 500 px print with `count` minutiae, best quality first, at multiples of `grid` steps.
inline Template made_template(std::uint32_t seed, std::size_t count, unsigned grid) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random()) % limit; };
  Template value{static_cast<std::uint8_t>(below(11)),
                 static_cast<std::uint8_t>(below(4)),
                 static_cast<std::uint8_t>(below(101)),
                 400,
                 500,
                 {}};
  for (std::size_t i = 0; i < count; ++i) {
    value.minutiae.push_back({static_cast<std::uint16_t>(below(3200) / grid * grid),
                              static_cast<std::uint16_t>(below(4000) / grid * grid),
                              static_cast<std::uint8_t>(below(256)), static_cast<MinutiaType>(below(3)),
                              static_cast<std::uint8_t>(below(101))});
  }
  std::stable_sort(value.minutiae.begin(), value.minutiae.end(),
                   [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
  return value;
}

/// A flow that bends evenly over the print of made_template(), with a hole and ragged sides.
inline RidgeFlowMap made_flow(std::uint32_t seed) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned limit) { return static_cast<unsigned>(random()) % limit; };
  RidgeFlowMap flow;
  flow.left = static_cast<std::uint8_t>(below(4));
  flow.top = static_cast<std::uint8_t>(below(4));
  flow.columns = static_cast<std::uint8_t>(1 + below(21));
  flow.rows = static_cast<std::uint8_t>(1 + below(27));
  const unsigned across = below(4);
  const unsigned down = below(4);
  for (unsigned row = 0; row < flow.rows; ++row) {
    for (unsigned column = 0; column < flow.columns; ++column) {
      const unsigned noise = below(8) == 0 ? below(kFlowSteps) : 0;
      const unsigned orientation = (column * across + row * down) / 3 + noise;
      flow.cells.push_back(below(5) == 0 ? kNoFlow : static_cast<std::uint8_t>(orientation % kFlowSteps));
    }
  }
  return flow;
}

}  // namespace ridgeline::test

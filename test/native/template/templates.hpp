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

}  // namespace ridgeline::test

// What every fuzz target holds of what it calls: a result that agrees with itself, or an error that blames the bytes and says why.
#pragma once

#include <cstdio>
#include <cstdlib>

#include "base/error.hpp"
#include "image/gray_image.hpp"

namespace ridgeline::fuzz {

/// Stops the fuzzer, which keeps the input, where something does not hold.
inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

inline void require_told(const Error& error, Blame blame = Blame::input) {
  require(!error.detail.empty(), "an error says what was expected and what came");
  require(blame_of(error.code) == blame, "an error blames who made the mistake");
}

inline void require_whole(const GrayImage& image) {
  require(image.width > 0 && image.height > 0, "an image has pixels");
  require(image.pixels.size() == static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height),
          "an image has as many pixels as its sides say");
}

}  // namespace ridgeline::fuzz

// Which finger is which: pads are told apart by how fingers of a hand lie to one another.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "slap/pad.hpp"

namespace ridgeline::slap {

inline constexpr std::size_t kMostFingers = 4;
inline constexpr int kNoPad = -1;

/// Fingers of a slap from left to right, and which of them were said to be missing.
struct ExpectedFingers {
  std::span<const int> positions;
  std::array<bool, kMostFingers> missing{};
};

struct HandFit {
  double evidence = 0;  ///< nats; comparable between fits of the same pads, tilts and hands
  std::array<int, kMostFingers> pads = {kNoPad, kNoPad, kNoPad, kNoPad};  ///< index of each expected finger's pad
};

/// What the pads are judged by, all in the frame of a hand of one tilt.
struct HandView {
  double tilt_rad = 0;
  std::vector<Pad> pads;        ///< from left to right
  double picture_middle_x = 0;  ///< across
};

/// The most evident way to give pads to fingers, in their order.
[[nodiscard]] HandFit best_fit(const ExpectedFingers& expected, const HandView& view);

/// By how many nats the best way to give a finger another pad, or none, falls short of a fit.
[[nodiscard]] double margin_of(const ExpectedFingers& expected, const HandView& view, const HandFit& fit,
                               std::size_t finger);

}  // namespace ridgeline::slap

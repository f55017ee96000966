// Segments a slap: which fingers it shows, and where.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/error.hpp"
#include "image/gray_image.hpp"
#include "template/slap_positions.hpp"

namespace ridgeline {

enum class HandSide : std::uint8_t { unknown, left, right };

/// A finger's pad as a rectangle along it, px of the slap's image; the middle is counted from the top left corner.
struct SlapBox {
  double center_x = 0;
  double center_y = 0;
  double width = 0;      ///< across the finger
  double height = 0;     ///< along it
  double angle_rad = 0;  ///< of the finger against an upright one, clockwise
};

struct SegmentedFinger {
  int position = 0;  ///< 1 to 10
  SlapBox box;
  double confidence = 0;  ///< 0 to 1: that this is that finger and no other, or no finger at all
};

/// What the record says of a slap.
struct SlapClaim {
  int position = kRightFour;          ///< 11 to 15
  std::uint32_t missing_fingers = 0;  ///< bit p: the finger at position p is said to be missing
};

struct SegmentedSlap {
  /// The hand that the fingers' arrangement and their loops speak for, whatever was claimed; thumbs don't tell.
  HandSide hand = HandSide::unknown;
  std::size_t expected = 0;  ///< fingers that the claim lets expect
  std::vector<SegmentedFinger>
      fingers;  ///< from left to right in an upright hand; of the other hand where that was found
};

/// Errors: INVALID_ARGUMENT for another position; those of resample_to_500_ppi. A picture without fingers gives none.
[[nodiscard]] Result<SegmentedSlap> segment_slap(const GrayImage& image, const SlapClaim& claim);

}  // namespace ridgeline

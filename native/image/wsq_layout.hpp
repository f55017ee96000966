// Where the 64 subbands of a WSQ image lie, and in which order they are put together (IAFIS-IC-0110, Part 1, Annex A).
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace ridgeline::wsq {

inline constexpr std::size_t kSubbands = 64;

/// Blocks must break before these subbands.
inline constexpr std::size_t kSecondBlockSubband = 19;
inline constexpr std::size_t kThirdBlockSubband = 52;

/// A rectangle of the coefficient plane, which is as large as the image. Small images have empty subbands.
struct Region {
  int x;
  int y;
  int width;
  int height;

  [[nodiscard]] std::size_t area() const noexcept {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  }
};

/// A region that was split in four by one step of the transform. Frequencies ascend to the right and downwards: what is
/// split off a high-pass part comes in reversed order, so there the high-pass part of the new split lies first.
struct Split {
  Region region;
  bool high_first_x;
  bool high_first_y;
};

struct Layout {
  std::array<Region, kSubbands> subbands;
  /// Every split, outer ones before inner ones: undo them from the last to the first.
  std::vector<Split> splits;
};

[[nodiscard]] Layout layout_of(int width, int height);

}  // namespace ridgeline::wsq

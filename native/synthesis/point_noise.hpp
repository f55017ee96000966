// Smooth noise at single points, where a whole plane of it would cost more than all else.
#pragma once

#include <cstdint>

#include "synthesis/plane.hpp"
#include "synthesis/random.hpp"

namespace ridgeline::synthesis {

/// Nearly a standard normal deviate, -3.46 to 3.46: the sum of the four 16-bit numbers in `bits`. Costs a twentieth of a true
/// one.
[[nodiscard]] inline double quick_normal(std::uint64_t bits) noexcept {
  // Two numbers at once, then both halves.
  const std::uint64_t pairs = (bits & 0x0000FFFF0000FFFFull) + ((bits >> 16) & 0x0000FFFF0000FFFFull);
  const auto sum =
      static_cast<std::int32_t>(static_cast<std::uint32_t>(pairs) + static_cast<std::uint32_t>(pairs >> 32));
  return static_cast<double>(sum - 2 * 65536) * (1.0 / (65536.0 * 0.57735026918962576));  // its deviation: sqrt(4/12)
}

/// Deviates at the knots of a square lattice, smoothly joined. Nothing is kept: a knot's deviate is made from its name.
class PointNoise {
 public:
  PointNoise(std::uint64_t key, double spacing_px) noexcept : key_(key), per_px_(1.0 / spacing_px) {}

  /// Some 0 on average, with deviation 1 averaged over a cell.
  [[nodiscard]] double at(Point point) const noexcept;

 private:
  std::uint64_t key_;
  double per_px_;
};

}  // namespace ridgeline::synthesis

// Where the ridges run and how far apart they are, at every cell of the skin.
#pragma once

#include <array>
#include <cstddef>

#include "synthesis/finger_traits.hpp"
#include "synthesis/plane.hpp"

namespace ridgeline::synthesis {

/// Some points or vectors in columns, so that several are worked on at once.
struct PointBlock {
  static constexpr std::size_t kSize = 16;

  std::array<float, kSize> xs{};
  std::array<float, kSize> ys{};
};

/// The law of the flow, without its noise, at any point of the skin. Keeps a reference to the finger.
class RidgeFlow {
 public:
  explicit RidgeFlow(const FingerTraits& finger) noexcept;

  /// Ridge orientation in radians (modulo pi), mathematical axes (y up).
  [[nodiscard]] double angle_rad(double x, double y) const noexcept;

  /// Cosines and sines of twice that angle at points of the skin, without an arc tangent and some 1/1000 near.
  [[nodiscard]] PointBlock doubled(const PointBlock& at) const noexcept;

 private:
  [[nodiscard]] double straightening_rad(double x, double y) const noexcept;

  static constexpr float kShareStepPx = 14.0F;
  static constexpr int kShareRows = 42;  ///< down to the first joint and a little beyond

  const FingerTraits& finger_;
  std::array<float, kShareRows> shares_{};  ///< of the arching that is left, at every kShareStepPx
  Point middle_;                            ///< between the cores of a whorl
  double spiral_rad_ = 0;
};

/// Ridge orientation in radians (modulo pi, image axes) at the middle of each cell.
[[nodiscard]] Plane<float> orientation_field(const FingerName& name, const FingerTraits& finger);

/// Ridge period in px at the middle of each cell.
[[nodiscard]] Plane<float> period_map(const FingerName& name, const FingerTraits& finger,
                                      const Plane<float>& orientation);

}  // namespace ridgeline::synthesis

// Ridge orientation from the gradient structure tensor.
#pragma once

#include "extract/planes.hpp"

namespace ridgeline {

/// Cell sums of gx^2 - gy^2 (a), 2 gx gy (b) and gx^2 + gy^2 (energy).
struct StructureTensor {
  CellField a;
  CellField b;
  CellField energy;
};

/// Ridge direction as a unit vector of the doubled angle (image axes, y down), with the coherence 0..1 it rests on.
struct OrientationField {
  CellField cosine;
  CellField sine;
  CellField coherence;

  /// Ridge angle in [0, pi), image axes: x right, y down.
  [[nodiscard]] double angle(std::size_t cell) const noexcept;
  [[nodiscard]] double angle_at_px(double x, double y) const noexcept;
};

/// Tensor of a plane whose edges are extended, smoothed by one binomial filter first.
[[nodiscard]] StructureTensor structure_tensor(const PixelPlane& plane);

/// First estimate, from the normalised print: wide propagation with a far term that fills weak places.
[[nodiscard]] OrientationField first_orientation(const StructureTensor& tensor);

/// Estimate from an enhanced print: narrow, so that it follows cores.
[[nodiscard]] OrientationField refined_orientation(const StructureTensor& tensor);

}  // namespace ridgeline

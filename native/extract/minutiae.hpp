// Minutiae of a skeleton, and the filters that drop the false ones.
#pragma once

#include <vector>

#include "extract/foreground.hpp"
#include "extract/orientation.hpp"
#include "extract/skeleton.hpp"
#include "template/template.hpp"

namespace ridgeline {

/// A minutia on its way to the template: px of the print that it was found on, with parts of a pixel, image axes (y down).
struct RawMinutia {
  double x = 0;
  double y = 0;
  double angle = 0;  ///< radians, image axes
  MinutiaType type = MinutiaType::other;
  double clarity = 0;  ///< 0..1
};

/// Endings and bifurcations that lie far enough inside the foreground. `depth_px` is the distance from its edge.
[[nodiscard]] std::vector<RawMinutia> detect_minutiae(const Skeleton& skeleton, const OrientationField& orientation,
                                                      const CellField& depth_px, const Clarity& clarity,
                                                      const PixelPlane& response);

/// Drops pairs that one defect made (broken ridges, short pores between ridges) and crowds of noise; best clarity first.
[[nodiscard]] std::vector<RawMinutia> filter_minutiae(std::vector<RawMinutia> minutiae);

/// Rounds to the template's steps.
[[nodiscard]] Minutia to_minutia(const RawMinutia& raw) noexcept;

}  // namespace ridgeline

// Where a slap shows friction ridges, as opposed to paper, writing, lines and dirt.
#pragma once

#include "extract/orientation.hpp"
#include "extract/planes.hpp"
#include "image/gray_image.hpp"

namespace ridgeline::slap {

struct RidgeAreas {
  CellMask mask;  ///< cells with ridges
  CellField ink;  ///< mean step of grey from pixel to pixel above that of the background: how much of anything there is
  OrientationField flow;  ///< which way ridges run, within the mask
};

/// Of a picture at 500 ppi.
[[nodiscard]] RidgeAreas find_ridge_areas(const GrayImage& picture);

}  // namespace ridgeline::slap

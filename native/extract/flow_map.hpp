// The ridge flow map of a template, from the orientation field.
#pragma once

#include "extract/orientation.hpp"
#include "extract/planes.hpp"
#include "template/ridge_flow.hpp"

namespace ridgeline {

/// The mean orientation of every square of kFlowCellPx of which at least half shows ridges; empty where there is none.
/// `px` is the length of a pixel of the fields in px at 500 ppi. What reaches beyond kMaxFlowSide cells around the middle is left out.
[[nodiscard]] RidgeFlowMap make_flow_map(const OrientationField& orientation, const CellMask& mask, double px);

}  // namespace ridgeline

// Which cells show ridges: a generous mask before enhancement, the tight one after it.
#pragma once

#include "extract/planes.hpp"

namespace ridgeline {

/// Cells with enough contrast and coherence to be worth enhancing.
[[nodiscard]] CellMask loose_mask(const CellField& deviation, const CellField& coherence);

/// How well the enhanced print explains the normalised one (correlation, -1..1), and the enhanced print's mean square.
struct Clarity {
  CellField correlation;
  CellField amplitude;
};

[[nodiscard]] Clarity measure_clarity(const PixelPlane& normalised, const PixelPlane& response);

/// Cells of the loose mask whose ridges came out clearly.
[[nodiscard]] CellMask final_mask(const CellMask& loose, const Clarity& clarity);

/// Chamfer distance in px of every cell's centre from the nearest cell outside the mask (or outside the image).
[[nodiscard]] CellField distance_from_edge(const CellMask& mask);

[[nodiscard]] int count_cells(const CellMask& mask) noexcept;

}  // namespace ridgeline

// Are the ridges dark, as everything after expects, or bright?
#pragma once

#include "extract/normalise.hpp"
#include "extract/planes.hpp"

namespace ridgeline {

/// True where the quiet background beside the print is clearly darker than the print: then the ridges are bright.
/// A print that fills the image has no background to tell by and is taken as it is.
[[nodiscard]] bool has_bright_ridges(const LocalStatistics& statistics, const CellMask& mask);

/// Turns bright ridges dark.
void invert(PixelPlane& normalised) noexcept;

}  // namespace ridgeline

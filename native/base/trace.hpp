// A Trace is shown the work of each stage. Stages take a pointer that is null when nobody looks, so that off costs nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ridgeline {

/// One picture of a stage: 8-bit, row by row, `channels` 1 (grey) or 3 (RGB).
struct TracePicture {
  std::string_view stage;
  int width;
  int height;
  int channels;
  std::span<const std::uint8_t> pixels;
};

/// One value for each square of `cell_px` px of the print, row by row: what pictures show only roughly.
struct TraceField {
  std::string_view name;
  int columns;
  int rows;
  int cell_px;
  std::span<const float> values;
};

class Trace {
 public:
  virtual ~Trace() = default;
  /// Called once per picture, in pipeline order. The pixels are valid only during the call.
  virtual void picture(const TracePicture& picture) = 0;
  /// Called once per field. The values are valid only during the call.
  virtual void field(const TraceField& field) = 0;
  /// A measured figure of a stage, e.g. ("ridge_period_px", 9.1).
  virtual void figure(std::string_view name, double value) = 0;
};

}  // namespace ridgeline

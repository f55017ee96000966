// Pictures of the stages for a Trace, and the fields as numbers.
#pragma once

#include <string_view>
#include <vector>

#include "base/trace.hpp"
#include "extract/foreground.hpp"
#include "extract/minutiae.hpp"
#include "extract/orientation.hpp"
#include "extract/period.hpp"
#include "extract/planes.hpp"
#include "extract/skeleton.hpp"
#include "image/gray_image.hpp"

namespace ridgeline {

/// Shows stages to a trace, or does nothing where the trace is null: one line per stage in extract().
class Explainer {
 public:
  explicit Explainer(Trace* trace) : trace_(trace) {}

  void image(std::string_view stage, const GrayImage& image) const;
  void plane(std::string_view stage, const PixelPlane& plane, int full_scale) const;
  /// Cells as grey squares between `low` (black) and `high` (white).
  void field(std::string_view stage, const CellField& field, double low, double high, int width, int height) const;
  void mask(std::string_view stage, const CellMask& mask, const GrayImage& print) const;
  /// Line strokes along the ridges over the print.
  void orientation(std::string_view stage, const OrientationField& field, const CellMask& mask,
                   const GrayImage& print) const;
  void skeleton(std::string_view stage, const Skeleton& skeleton) const;
  /// Endings red, bifurcations blue, each with a stroke in its direction.
  void minutiae(std::string_view stage, const std::vector<RawMinutia>& minutiae, const GrayImage& print) const;
  void figure(std::string_view name, double value) const {
    if (trace_ != nullptr) trace_->figure(name, value);
  }

 private:
  Trace* trace_;
};

}  // namespace ridgeline

// GrayImage -> Template: the whole extraction.
#pragma once

#include <cstdint>

#include "base/error.hpp"
#include "base/trace.hpp"
#include "image/gray_image.hpp"
#include "quality/figures.hpp"
#include "template/template.hpp"

namespace ridgeline {

struct ExtractOptions {
  std::uint8_t position = 0;    ///< finger position code written into the template
  std::uint8_t impression = 0;  ///< impression code written into the template
};

/// What extraction found, beside the template itself.
struct Extraction {
  Template print;
  PrintFigures figures;
  double ridge_period_px = 0;   ///< median over the foreground, at 500 ppi
  double foreground_share = 0;  ///< 0..1 of the image
  bool inverted = false;        ///< ridges were bright and were turned dark
};

/// Deterministic: the same image gives the same template on every instruction set.
/// Errors: NO_FINGERPRINT, and those of resample_to_500_ppi.
Result<Extraction> extract(const GrayImage& image, const ExtractOptions& options, Trace* trace = nullptr);

}  // namespace ridgeline

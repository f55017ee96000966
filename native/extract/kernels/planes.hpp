// The loops of extraction over lines of pixels and of cells. Every form is compiled from the same body
// (planes_body.inc), in integers or with one order of sums and no fused multiply-add: all give the same bits.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

/// Weights of a blur's taps that are used, first to last.
struct BlurTaps {
  const float* weights;
  int count;
};

/// One row of cells' sums over their pixels, one value a cell.
struct TensorRow {
  float* a;       ///< gx^2 - gy^2
  float* b;       ///< 2 gx gy
  float* energy;  ///< gx^2 + gy^2
};
struct ProductRow {
  float* cross;   ///< -first second
  float* first;   ///< first^2
  float* second;  ///< second^2
};
struct MomentRow {
  float* sum;
  float* squares;
};

struct PlaneKernels {
  /// out[x] = norms[x] times the sum over k of weights[k] line[x + k]; `line` holds width + count - 1 values.
  void (*blur_row)(const float* line, const BlurTaps& taps, const float* norms, int width, float* out);
  /// out[x] = norm times the sum over k of weights[k] first[k stride + x].
  void (*blur_column)(const float* first, std::ptrdiff_t stride, const BlurTaps& taps, float norm, int width,
                      float* out);
  /// out[x] = (grey[x] - mean[x]) gain[x], clamped to +-limit, in whole steps of 1/scale, halves up.
  void (*normalise_row)(const std::uint8_t* grey, const float* mean, const float* gain, int width, std::int16_t* out);
  /// One binomial [1 4 6 4 1]/16 in both directions over five rows; each is readable from -2 to width + 1. `column` is
  /// scratch of width + 4.
  void (*binomial_row)(const std::int16_t* const* rows, int width, std::int32_t* column, std::int16_t* out);
  /// Structure tensor of the cells under `count` (1 to 4) rows; rows[0] is the one above the first, rows[count + 1] the
  /// one below the last, each readable from -1 to width. `sums` is scratch of 3 width rounded up to cells.
  void (*tensor_row)(const std::int16_t* const* rows, int count, int width, std::int32_t* sums, const TensorRow& out);
  /// Products of two planes under the cells of `count` (1 to 4) rows, not scaled. `sums` as above.
  void (*product_row)(const std::int16_t* const* first, const std::int16_t* const* second, int count, int width,
                      std::int32_t* sums, const ProductRow& out);
  /// Sums and sums of squares of grey under the cells of `count` (1 to 4) rows. `sums` as above.
  void (*moment_row)(const std::uint8_t* const* rows, int count, int width, std::int32_t* sums, const MomentRow& out);
};

extern const PlaneKernels kPlanesScalar;
#if defined(__x86_64__)
extern const PlaneKernels kPlanesAvx2;
#endif

/// The form for this processor.
[[nodiscard]] const PlaneKernels& plane_kernels() noexcept;

}  // namespace ridgeline::kernels

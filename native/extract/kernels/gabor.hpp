// The inner loop of enhancement: one even Gabor kernel over one cell's pixels. Integers only, so every form gives the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

/// A kernel of `rows` x `rows` coefficients; each row is padded with zeros to `taps` (16 or 24) int16, 32-byte aligned start.
struct GaborKernel {
  const std::int16_t* coefficients;
  int rows;
  int taps;
};

/// Filters the 4 x 4 pixels at `source` (row distance `stride`); the plane must be readable rows/2 pixels around them and
/// taps to the right. Writes the sums, row by row, into `sums`.
using GaborCell = void(const std::int16_t* source, std::ptrdiff_t stride, const GaborKernel& kernel,
                       std::int32_t* sums);

GaborCell gabor_cell_scalar;
#if defined(__x86_64__)
GaborCell gabor_cell_avx2;
#endif

/// The form for this processor.
[[nodiscard]] GaborCell* gabor_cell() noexcept;

}  // namespace ridgeline::kernels

#include "extract/kernels/gabor.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {

void gabor_cell_scalar(const std::int16_t* source, std::ptrdiff_t stride, const GaborKernel& kernel,
                       std::int32_t* sums) {
  const int radius = kernel.rows / 2;
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) {
      const std::int16_t* first = source + (y - radius) * stride + (x - radius);
      std::int32_t sum = 0;
      for (int r = 0; r < kernel.rows; ++r) {
        const std::int16_t* line = first + r * stride;
        const std::int16_t* row = kernel.coefficients + r * kernel.taps;
        for (int t = 0; t < kernel.rows; ++t) sum += line[t] * row[t];
      }
      sums[4 * y + x] = sum;
    }
  }
}

GaborCell* gabor_cell() noexcept {
#if defined(__x86_64__)
  // Whole rows in one register take longer (Zen 5): half of it is padding.
  return simd::select<GaborCell>(&gabor_cell_scalar, &gabor_cell_avx2, nullptr);
#else
  return &gabor_cell_scalar;
#endif
}

}  // namespace ridgeline::kernels

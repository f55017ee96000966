#include "match/kernels/projection.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {

void project_scalar(const std::int8_t* rows, std::size_t row_count, const std::int16_t* values, std::size_t value_count,
                    std::int32_t* sums) {
  for (std::size_t k = 0; k < row_count; ++k, rows += value_count) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < value_count; ++i) sum += rows[i] * values[i];
    sums[k] = sum;
  }
}

Project* project() noexcept {
#if defined(__x86_64__)
  static Project* const chosen = simd::select(&project_scalar, &project_avx2, &project_avx2);
  return chosen;
#else
  return &project_scalar;
#endif
}

}  // namespace ridgeline::kernels

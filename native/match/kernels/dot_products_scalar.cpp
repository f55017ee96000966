#include "match/kernels/dot_products.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {

void dot_products_scalar(const std::int8_t* first, std::size_t first_count, const std::int8_t* second,
                         std::size_t second_padded, std::int32_t* result) {
  for (std::size_t i = 0; i < first_count; ++i) {
    const std::int8_t* a = first + i / kDotLanes * kDotLanes * kDotValues + i % kDotLanes * 4;
    for (std::size_t j = 0; j < second_padded; j += kDotLanes) {
      std::int32_t* sums = result + i * kDotStride + j;
      for (std::size_t lane = 0; lane < kDotLanes; ++lane) sums[lane] = 0;
      for (std::size_t quad = 0; quad < kDotValues / 4; ++quad) {
        const std::int8_t* own = a + quad * kDotLanes * 4;
        const std::int8_t* other = second + j * kDotValues + quad * kDotLanes * 4;
        for (std::size_t lane = 0; lane < kDotLanes; ++lane) {
          std::int32_t sum = 0;
          for (std::size_t k = 0; k < 4; ++k) sum += own[k] * other[lane * 4 + k];
          sums[lane] += sum;
        }
      }
    }
  }
}

DotProducts* dot_products() noexcept {
#if defined(__x86_64__)
  static DotProducts* const chosen = simd::select(&dot_products_scalar, &dot_products_avx2, &dot_products_avx512);
  return chosen;
#else
  return &dot_products_scalar;
#endif
}

}  // namespace ridgeline::kernels

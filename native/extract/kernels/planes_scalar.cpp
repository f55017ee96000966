#include <cstring>
#include <initializer_list>

#include "extract/kernels/planes.hpp"
#include "extract/parameters.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {
namespace {

constexpr int kRegisterFloats = 4;

}  // namespace
}  // namespace ridgeline::kernels

#include "extract/kernels/planes_body.inc"

namespace ridgeline::kernels {

extern const PlaneKernels kPlanesScalar = {&blur_row,   &blur_column, &normalise_row, &binomial_row,
                                           &tensor_row, &product_row, &moment_row};

const PlaneKernels& plane_kernels() noexcept {
#if defined(__x86_64__)
  static const PlaneKernels& chosen =
      *simd::select(&kPlanesScalar, &kPlanesAvx2, static_cast<const PlaneKernels*>(nullptr));
  return chosen;
#else
  return kPlanesScalar;
#endif
}

}  // namespace ridgeline::kernels

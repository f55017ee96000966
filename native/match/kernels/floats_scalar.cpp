#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "match/kernels/floats.hpp"
#include "match/parameters.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {
namespace {

constexpr int kRegisterFloats = 4;

}  // namespace
}  // namespace ridgeline::kernels

#include "match/kernels/floats_body.inc"

namespace ridgeline::kernels {

extern const FloatKernels kFloatsScalar = {&compatibility, &weighted_rows,   &spread,       &near,
                                           &density,       &above,           &column_best,  &reached_by,
                                           &ranks,         &column_two_best, &row_two_best, &net_outputs};

const FloatKernels& float_kernels() noexcept {
#if defined(__x86_64__)
  static const FloatKernels& chosen = *simd::select(&kFloatsScalar, &kFloatsAvx2, &kFloatsAvx512);
  return chosen;
#else
  return kFloatsScalar;
#endif
}

}  // namespace ridgeline::kernels

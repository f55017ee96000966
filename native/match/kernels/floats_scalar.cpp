#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include <utility>

#include "base/math.hpp"
#include "match/kernels/floats.hpp"
#include "match/parameters.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {
namespace {

constexpr int kRegisterFloats = 4;

}  // namespace
}  // namespace ridgeline::kernels

#include "match/kernels/floats_body.inc"
#include "match/kernels/flow_body.inc"
#include "match/kernels/table_body.inc"

namespace ridgeline::kernels {

extern const FloatKernels kFloatsScalar = {
    &compatibility, &relax,     &spread, &near,        &density,     &net_outputs, &column_two_best, &row_two_best,
    &reached_by,    &keys_from, &ranks,  &gather_flow, &centre_flow, &fit_flow,    &differing_flow};

const FloatKernels& float_kernels() noexcept {
#if defined(__x86_64__)
  // Sixteen floats at once take a tenth longer (Zen 5): most of what they are asked is shorter.
  static const FloatKernels& chosen = *simd::select<const FloatKernels>(&kFloatsScalar, &kFloatsAvx2, nullptr);
  return chosen;
#else
  return kFloatsScalar;
#endif
}

}  // namespace ridgeline::kernels

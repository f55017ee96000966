#include <immintrin.h>

#include <utility>

#include "base/math.hpp"
#include "match/kernels/floats.hpp"
#include "match/parameters.hpp"

namespace ridgeline::kernels {
namespace {

constexpr int kRegisterFloats = 16;

}  // namespace
}  // namespace ridgeline::kernels

#include "match/kernels/floats_body.inc"
#include "match/kernels/flow_body.inc"
#include "match/kernels/table_body.inc"

namespace ridgeline::kernels {

extern const FloatKernels kFloatsAvx512 = {
    &compatibility, &relax,     &spread, &near,        &density,     &net_outputs, &column_two_best, &row_two_best,
    &reached_by,    &keys_from, &ranks,  &gather_flow, &centre_flow, &fit_flow,    &differing_flow};

}  // namespace ridgeline::kernels

#include <immintrin.h>

#include "match/kernels/floats.hpp"
#include "match/parameters.hpp"

namespace ridgeline::kernels {
namespace {

constexpr int kRegisterFloats = 8;

}  // namespace
}  // namespace ridgeline::kernels

#include "match/kernels/floats_body.inc"

namespace ridgeline::kernels {

extern const FloatKernels kFloatsAvx2 = {&compatibility, &weighted_rows,   &spread,       &near,
                                         &density,       &above,           &column_best,  &reached_by,
                                         &ranks,         &column_two_best, &row_two_best, &net_outputs};

}  // namespace ridgeline::kernels

#include <cstring>
#include <initializer_list>

#include "extract/kernels/planes.hpp"
#include "extract/parameters.hpp"

namespace ridgeline::kernels {
namespace {

constexpr int kRegisterFloats = 8;

}  // namespace
}  // namespace ridgeline::kernels

#include "extract/kernels/planes_body.inc"

namespace ridgeline::kernels {

extern const PlaneKernels kPlanesAvx2 = {&blur_row,   &blur_column, &normalise_row, &binomial_row,
                                         &tensor_row, &product_row, &moment_row};

}  // namespace ridgeline::kernels

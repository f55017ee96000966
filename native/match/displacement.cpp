#include "match/displacement.hpp"

#include <algorithm>

#include "match/kernels/floats.hpp"

namespace ridgeline::match {
namespace {

using namespace match_parameters;

/// Keeps a place without pairs around it from dividing by zero.
constexpr float kNoSupport = 1e-6f;

}  // namespace

void clear_displacement(const Side& first, Placement& placement) {
  for (MinutiaFloats* field : {&placement.shift_x, &placement.shift_y, &placement.turn_rad, &placement.support}) {
    std::fill_n(field->begin(), first.padded, 0.0f);
  }
}

void estimate_displacement(const Side& first, const Pairing& pairing, Placement& placement) {
  std::array<kernels::Residual, kMaxPaddedMinutiae> residuals;
  for (std::size_t k = 0; k < pairing.count; ++k) {
    const std::size_t i = pairing.first[k];
    residuals[k] = {placement.x[i],        placement.y[i],        pairing.weight[k],
                    pairing.residual_x[k], pairing.residual_y[k], pairing.residual_rad[k]};
  }
  kernels::float_kernels().spread(
      residuals.data(), pairing.count, {placement.x.data(), placement.y.data(), first.count},
      {placement.shift_x.data(), placement.shift_y.data(), placement.turn_rad.data(), placement.support.data()});
  for (std::size_t i = 0; i < first.padded; ++i) {
    const float share = kFieldShrink / (placement.support[i] + kNoSupport);
    placement.shift_x[i] *= share;
    placement.shift_y[i] *= share;
    placement.turn_rad[i] *= share;
  }
}

OwnDisplacement displacement_without(const Pairing& pairing, const Placement& placement, std::size_t k) {
  const std::size_t i = pairing.first[k];
  const float total = placement.support[i] + kNoSupport;
  const float rest = std::max(total - pairing.weight[k], kNoSupport);
  // The bell is 1 at the pair itself, so it added exactly weight x residual to the sum.
  const auto without = [&](float field, float residual) {
    return (field * total - kFieldShrink * pairing.weight[k] * residual) / rest;
  };
  if (rest <= 2 * kNoSupport) return {0.0f, 0.0f, 0.0f, 0.0f};
  return {without(placement.shift_x[i], pairing.residual_x[k]), without(placement.shift_y[i], pairing.residual_y[k]),
          without(placement.turn_rad[i], pairing.residual_rad[k]), rest};
}

}  // namespace ridgeline::match

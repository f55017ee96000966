#include "match/descriptor.hpp"

#include <algorithm>
#include <cstddef>

#include "base/math.hpp"
#include "match/kernels/evidence_table.hpp"

namespace ridgeline::match {

using namespace match_parameters;

Descriptor describe(const Cylinder& cylinder, const DescriptorModel& model) {
  Descriptor out{};
  float squares = 0.0f;
  for (std::size_t k = 0; k < kDescriptorValues; ++k) {
    std::int32_t sum = 0;
    for (std::size_t i = 0; i < kCylinderValues; ++i) sum += model.rows[k][i] * cylinder[i];
    const float value = model.scale[k] * static_cast<float>(sum) - model.offset[k];
    squares += value * value;
    out.values[k] = static_cast<std::int8_t>(
        std::clamp(round_to_int(value * kDescriptorSteps), -kDescriptorLimit, kDescriptorLimit));
  }
  const float own = (kOwnEvidence + kOwnSquares * squares) * kEvidenceSteps;
  out.own_evidence = static_cast<std::int16_t>(
      round_to_int(std::clamp(own, static_cast<float>(kernels::kLeastOwn), static_cast<float>(kernels::kMostOwn))));
  return out;
}

}  // namespace ridgeline::match

#include "match/descriptor.hpp"

#include <algorithm>
#include <cstddef>

#include "base/math.hpp"
#include "match/kernels/evidence_table.hpp"
#include "match/kernels/projection.hpp"

namespace ridgeline::match {

using namespace match_parameters;

static_assert(kCylinderValues % kernels::kProjectedTogether == 0);
static_assert(sizeof(DescriptorModel::rows) == kDescriptorValues * kCylinderValues);

Descriptor describe(const Cylinder& cylinder, const DescriptorModel& model) {
  Descriptor out{};
  std::array<std::int16_t, kCylinderValues> values;
  std::copy(cylinder.begin(), cylinder.end(), values.begin());
  std::array<std::int32_t, kDescriptorValues> sums;
  kernels::project()(model.rows[0].data(), kDescriptorValues, values.data(), kCylinderValues, sums.data());
  float squares = 0.0f;
  for (std::size_t k = 0; k < kDescriptorValues; ++k) {
    const float value = model.scale[k] * static_cast<float>(sums[k]) - model.offset[k];
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

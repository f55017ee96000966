// Cylinder -> descriptor.
#pragma once

#include <array>
#include <cstdint>

#include "match/cylinder.hpp"
#include "match/model.hpp"

namespace ridgeline::match {

struct Descriptor {
  std::array<std::int8_t, kDescriptorValues> values;  ///< steps of 1 / kDescriptorSteps
  std::int16_t own_evidence;                          ///< steps of 1 / kEvidenceSteps
};

/// The evidence that two minutiae are the same, as a natural logarithm of odds, is then
/// (a.values . b.values + a.own_evidence + b.own_evidence) / kEvidenceSteps.
[[nodiscard]] Descriptor describe(const Cylinder& cylinder, const DescriptorModel& model);

}  // namespace ridgeline::match

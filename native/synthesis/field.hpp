// The field on which a print is taken.
#pragma once

#include "synthesis/parameters.hpp"
#include "synthesis/touch.hpp"

namespace ridgeline::synthesis {

[[nodiscard]] constexpr FieldSize field_of(PrintKind kind, SensorKind sensor) noexcept {
  if (kind == PrintKind::rolled) return kRolledField;
  return sensor == SensorKind::capacitive ? kCapacitiveField : kPlainField;
}

}  // namespace ridgeline::synthesis

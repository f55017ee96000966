// Decision across the boundary.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// decisionThreshold.
void add_decision_functions(Napi::Object exports);

}  // namespace ridgeline::addon

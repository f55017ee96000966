// Synthetic prints across the boundary.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// synthesizePrint.
void add_synthesis_functions(Napi::Object exports);

}  // namespace ridgeline::addon

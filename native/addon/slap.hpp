// Synthetic slaps across the boundary.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// synthesizeSlap.
void add_slap_functions(Napi::Object exports);

}  // namespace ridgeline::addon

// Cancel flags across the boundary: numbers, so that one thread raises what another looks at.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// cancelCreate, cancelRaise, cancelRelease.
void add_cancel_functions(Napi::Object exports);

}  // namespace ridgeline::addon

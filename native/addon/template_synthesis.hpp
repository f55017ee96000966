// Synthetic templates without images.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// synthesizeTemplates.
void add_template_synthesis_functions(Napi::Object exports);

}  // namespace ridgeline::addon

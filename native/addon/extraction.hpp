// Extraction across the boundary: a grey image in, a packed template and what was measured out.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// extract, explainExtraction.
void add_extraction_functions(Napi::Object exports);

}  // namespace ridgeline::addon

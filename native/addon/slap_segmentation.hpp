// Slaps and their fingers across the boundary.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// segmentSlap, uprightPrint.
void add_slap_segmentation_functions(Napi::Object exports);

}  // namespace ridgeline::addon

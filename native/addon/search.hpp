// Searches across the boundary: a probe and shards in, candidates out as columns.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// gallerySearch.
void add_search_functions(Napi::Object exports);

}  // namespace ridgeline::addon

// Locking an open file across the boundary: Node has no call for it.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// tryLockFile.
void add_file_lock_functions(Napi::Object exports);

}  // namespace ridgeline::addon

// An exclusive lock on an open file that the system itself gives back when its holder ends, however it ends.
#pragma once

#include "base/error.hpp"

namespace ridgeline {

/// Locks the file open as `descriptor`, without waiting. True: it is ours until the descriptor is closed. False: another
/// open of the file, in this process or another, holds it. Errors: INVALID_ARGUMENT (no such descriptor),
/// FILE_NOT_WRITABLE (its file system has no locks).
Result<bool> try_lock_file(int descriptor);

}  // namespace ridgeline

// Flags that stop native work, by number: one thread raises what another looks at.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "base/error.hpp"

namespace ridgeline {

using CancelNumber = std::uint64_t;
using CancelFlag = std::atomic<bool>;

/// A new flag, not raised. Errors: OUT_OF_MEMORY.
Result<CancelNumber> create_cancellation();

/// Raises a flag; a raised flag stays raised. Returns the number. Errors: INVALID_HANDLE.
Result<CancelNumber> raise_cancellation(CancelNumber number);

/// Forgets the number; work that holds the flag keeps it. Returns the number. Errors: INVALID_HANDLE.
Result<CancelNumber> release_cancellation(CancelNumber number);

/// Errors: INVALID_HANDLE.
Result<std::shared_ptr<CancelFlag>> find_cancellation(CancelNumber number);

}  // namespace ridgeline

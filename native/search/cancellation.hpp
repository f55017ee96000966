// Searches under way, by number: a flag that one thread raises and another looks at, and the probe that threads make ready together.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "search/shared_probe.hpp"

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

/// The probe of these prints, made ready once for all that ask under the number; only for the first prints that are asked for.
/// Errors: INVALID_HANDLE.
Result<std::shared_ptr<SharedProbe>> share_probe(CancelNumber number, std::vector<Template> prints);

}  // namespace ridgeline

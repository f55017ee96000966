// What a machine can do at most for the coarse pass: benchmarks report its speed beside these.
#pragma once

#include "base/error.hpp"

namespace ridgeline {

/// Of one thread.
struct MachineLimits {
  double memory_read_per_s = 0;     ///< bytes, of far more memory than caches hold
  double popcount_codes_per_s = 0;  ///< 64-byte codes compared by counting bits, all of them in the nearest cache
  double codes_per_s = 0;           ///< 64-byte codes that the kernel asks, all of them in the nearest cache
};

/// Takes some tenths of a second. Errors: OUT_OF_MEMORY.
Result<MachineLimits> measure_limits();

}  // namespace ridgeline

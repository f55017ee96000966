// Time for native benchmarks.
#pragma once

#include <ctime>

namespace ridgeline {

/// Seconds of processor time that some work takes: other work on the machine does not count.
template <class Work>
double seconds_of(const Work& work) {
  const std::clock_t start = std::clock();
  work();
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace ridgeline

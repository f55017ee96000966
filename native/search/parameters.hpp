// Constants of search.
#pragma once

#include <cstddef>

namespace ridgeline {

/// Work between two quiescent points and looks at the clock, in comparisons: one takes up to some 20 microseconds, so
/// writers and cancelling callers wait under a millisecond, and a pause costs less than a thousandth of the work.
inline constexpr std::size_t kComparisonsPerPause = 32;

/// Subjects passed over that count like one comparison: looking at the system and owner of a subject takes some
/// nanoseconds.
inline constexpr std::size_t kSubjectsPerComparison = 64;

/// Cancel flags of one process: one a search under way, with room for a service's whole queue.
inline constexpr std::size_t kMaxCancellations = 1u << 20;

}  // namespace ridgeline

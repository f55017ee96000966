// Constants of search.
#pragma once

#include <array>
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

/// Deviates of codes up to here are usual for other fingers, of which one in four lies above; mates' lie near 8 in the mean.
inline constexpr float kUsualDeviate = 1.0f;

/// The share of a shard's subjects that the coarse pass keeps, by the fingers of the probe that have a code, from one on. Of real
/// mates, 97 % of single prints are among the best 10 % (bench_train_codes); several fingers say more together, and a person's
/// comparison takes longer.
inline constexpr std::array<double, 8> kKeptShares = {0.10, 0.02, 0.01, 0.005, 0.002, 0.002, 0.002, 0.001};
/// Subjects of a shard that are compared in any case: small galleries are searched in full.
inline constexpr std::size_t kLeastKept = 64;

}  // namespace ridgeline

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
/// Steps in which a finger's evidence counts what lies above that: one byte holds up to 16 deviations.
inline constexpr float kEvidencePerDeviate = 16.0f;

/// The share of the subjects that the coarse pass keeps, by the fingers of the probe that have a code, from one on. Among 5 000
/// synthetic people, 92 % of the mates of the highest difficulty are within it with one finger, 97 with two, 99.7 with four and all of
/// 1 500 with ten; docs/PERFORMANCE.md says what searches lose by the rest.
inline constexpr std::array<double, 8> kKeptShares = {0.10, 0.04, 0.02, 0.01, 0.003, 0.002, 0.001, 0.0005};
/// Subjects that each task of a search compares in any case: small galleries are searched in full.
inline constexpr std::size_t kLeastKept = 64;

/// The fine pass compares the fingers of a subject from the most telling one on, and ends after so many, where what they say above
/// the noise floor is less than this for each: other people's fingers reach 1 dB in the mean, mates' 15 to 20. Half as many comparisons
/// as with two fingers pay for keeping twice the subjects, and that loses fewer mates.
inline constexpr std::size_t kTellingFingers = 1;
inline constexpr double kLeastTelling_db = 3.0;

}  // namespace ridgeline

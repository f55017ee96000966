// Constants of search.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace ridgeline {

/// Work between two quiescent points and looks at the clock, in comparisons: one takes up to some 20 microseconds, so
/// writers and cancelling callers wait under a millisecond, and a pause costs less than a thousandth of the work.
inline constexpr std::size_t kComparisonsPerPause = 32;

/// Subjects passed over that count like one comparison: looking at the system and owner of a subject takes some
/// nanoseconds.
inline constexpr std::size_t kSubjectsPerComparison = 64;

/// Cancel flags of one process: one a search under way, with room for a service's whole queue.
inline constexpr std::size_t kMaxCancellations = 1u << 20;

/// Deviates of codes up to here count alike. Those of other fingers lie around 0; mates' near 5 in the mean for the hardest prints, and
/// near 8 for real ones.
inline constexpr float kUsualDeviate = 0.0f;
/// What a finger counts for that the probe has and the subject has not, a deviate: most other people's fingers say less, most mates'
/// more. Without it, who has few fingers would lie behind strangers who have many.
inline constexpr float kMissingDeviate = 1.5f;
/// Steps in which a finger's evidence counts what lies above that: one byte holds up to 16 deviations.
inline constexpr float kEvidencePerDeviate = 16.0f;

/// Fingers that the codes of everybody are asked of, at most: of 3 000 synthetic mates of the hardest prints none of ten fingers lies
/// beyond the best 0.02 % of 20 000 people by five of them, one by the four most telling, and 0.5 % by three.
inline constexpr std::size_t kFingersAsked = 5;
/// Of more, those are taken whose values tell most, and thumbs, index fingers and the right middle finger before others that tell up to
/// so much more: searches that go together then ask the same blocks.
inline constexpr std::array<std::uint8_t, kFingersAsked> kUsualFingers = {1, 2, 3, 6, 7};
inline constexpr float kUsualFactor = 1.4f;

/// The share of the subjects that the coarse pass keeps, by the fingers of the probe that have a code, from one on; the share that the
/// middle pass leaves of those once it has asked one finger of each; and the share that is compared in the end. docs/PERFORMANCE.md has
/// the mates that lie beyond, and what searches lose by them.
inline constexpr std::array<double, 6> kKeptShares = {0.10, 0.03, 0.01, 0.003, 0.001, 0.0005};
inline constexpr std::array<double, 6> kAskedAnotherShares = {0.10, 0.008, 0.003, 0.001, 0.0004, 0.0002};
inline constexpr std::array<double, 6> kComparedShares = {0.005, 0.002, 0.001, 0.0004, 0.0002, 0.0001};
/// Likeness counts in steps of so many of the kernel's, 0.64 nepers, on top of what codes say: a deviate of theirs then weighs 10 nepers
/// of it; half or twice as much does about as well.
inline constexpr std::uint32_t kLikenessStep = 4;
/// The same counts of each task of a search, at least, in small galleries.
inline constexpr std::size_t kLeastKept = 64;
inline constexpr std::size_t kLeastAskedAnother = 32;
inline constexpr std::size_t kLeastCompared = 16;

/// The fine pass compares the fingers of a subject from the most telling one on, and ends after so many, where what they say above
/// the noise floor is less than this for each: other people's fingers reach 1 dB in the mean, mates' 15 to 20. Half as many comparisons
/// as with two fingers pay for keeping twice the subjects, and that loses fewer mates.
inline constexpr std::size_t kTellingFingers = 1;
inline constexpr double kLeastTelling_db = 3.0;

/// From this score of a finger on, comparisons of the subject's other fingers that ended early are made whole: one stranger in 30 has
/// such a finger, and mates of two fingers get up to 15 dB more.
inline constexpr double kTellingFinger_db = 15.0;

}  // namespace ridgeline

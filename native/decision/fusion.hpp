// Scores of fingers -> score of the person.
//
// What is wanted: evidence adds up; the result means what a single score means (an impostor reaches s decibels with
// probability at most 10^(-s/10)); a finger that is missing counts for nothing, and one that is poor takes little from
// one that is good.
//
// Plain sums fail the second: the sum of n impostor fingers is Gamma distributed, and ten of them reach 40 dB more
// often than not instead of once in 10 000 times. Fisher's method corrects that, but fails the third: one finger of 60
// dB among ten is left with 9 dB, since nine poor ones make such a sum likely. The best finger alone, corrected for n
// tries, keeps 50 dB there but gains nothing from ten fingers of 15 dB, for which Fisher gives 66 dB.
//
// So two statements are made, each with half of the false match rate (3 dB), and the stronger counts, which by Boole's
// inequality keeps the promise:
// - the best of n fingers, corrected for n tries;
// - the sum of what the fingers say above the noise floor of kNoiseFloor_db. An impostor finger exceeds the floor with
//   probability q = 10^(-floor/10), and what it then says beyond is distributed as any score. With j of n above the
//   floor the sum is Gamma(j) distributed, so the probability of a sum of x = S ln10/10 nepers or more is exactly
//     sum over j = 1 ... n of  C(n, j) q^j (1-q)^(n-j) e^-x (1 + x + ... + x^(j-1)/(j-1)!).
//   (TFisher with a soft threshold, Zhang et al., Annals of Applied Statistics 2020; without a floor, Fisher's method.)
// The examples above get 47 dB and 53 dB; ten fingers of which five say 30 dB and five nothing get 77 dB, Fisher 66 dB.
//
// An impostor's different fingers are taken as independent and each score as calibrated. Scores are bounded below at
// 0 dB, where many impostors are; that is under the floor and changes nothing.
#pragma once

#include <cstddef>
#include <span>

namespace ridgeline {

/// Score of a person in decibels, at least 0, from the scores of 1 to 10 different fingers in decibels; the order does
/// not matter. One finger's score is returned as it is. A higher finger score never gives a lower result. No fingers
/// give 0.
[[nodiscard]] double fuse_fingers_db(std::span<const double> finger_scores_db) noexcept;

/// -10 log10 of the probability that what 1 to 10 impostor fingers say above the noise floor sums to `sum_db` or more.
[[nodiscard]] double evidence_of_sum_db(std::size_t fingers, double sum_db) noexcept;

/// The best of several comparisons that speak of the same finger, or of several statements, corrected for their number
/// (Bonferroni), at least 0. Valid whatever they have in common.
[[nodiscard]] double best_of_db(double best_db, std::size_t tries) noexcept;

}  // namespace ridgeline

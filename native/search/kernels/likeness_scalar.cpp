#include <algorithm>
#include <array>

#include "search/kernels/likeness.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {
namespace {

/// Of minutia i of the question and a descriptor, without what the latter adds by itself.
int product(const MinutiaeQuestion& question, std::size_t i, const std::uint8_t* descriptor) {
  int sum = question.own[i];
  for (std::size_t k = 0; k < kLikenessBytes; ++k) {
    const auto value = [&](std::size_t v) {
      return int{question.values[(v / kQuadValues * kAskedMinutiae + i) * kQuadValues + v % kQuadValues]};
    };
    sum += (descriptor[k] & 15) * value(k) + (descriptor[k] >> 4) * value(k + kLikenessBytes);
  }
  return sum;
}

/// Both ways round.
bool is_turned(std::uint16_t direction, std::uint8_t angle) {
  return static_cast<std::uint16_t>((angle << 8) - direction + kMostTurn) > 2 * kMostTurn;
}

/// Of each minutia of the question, the best pair so far.
using BestPairs = std::array<int, kAskedMinutiae>;

void ask(const MinutiaeQuestion& question, const MinutiaeColumns& print, std::size_t from, std::size_t to,
         BestPairs& best) {
  for (std::size_t j = from; j < to; ++j) {
    for (std::size_t i = 0; i < kAskedMinutiae; ++i) {
      if (is_turned(question.directions[i], print.angles[j])) continue;
      best[i] = std::max(best[i], print.own[j] + product(question, i, print.descriptors + j * kLikenessBytes));
    }
  }
}

std::uint32_t sum_of(const BestPairs& best) {
  std::uint32_t sum = 0;
  for (const int pair : best) sum += static_cast<std::uint32_t>(pair - kUsualPair);
  return sum;
}

}  // namespace

std::uint32_t find_likeness_scalar(const MinutiaeQuestion& question, const MinutiaeColumns& print) {
  BestPairs best;
  best.fill(kUsualPair);
  const std::size_t first = std::min(print.count, kFirstAsked);
  ask(question, print, 0, first, best);
  if (sum_of(best) < kHopeless) return sum_of(best);
  ask(question, print, first, print.count, best);
  return sum_of(best);
}

FindLikeness* find_likeness() noexcept {
#if defined(__x86_64__)
  static FindLikeness* const chosen = simd::select(&find_likeness_scalar, &find_likeness_avx2, &find_likeness_avx512);
  return chosen;
#else
  return &find_likeness_scalar;
#endif
}

}  // namespace ridgeline::kernels

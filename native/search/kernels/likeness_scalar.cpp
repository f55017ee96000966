#include <algorithm>

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

}  // namespace

std::uint32_t find_likeness_scalar(const MinutiaeQuestion& question, const MinutiaeColumns& print) {
  std::uint32_t likeness = 0;
  for (std::size_t i = 0; i < kAskedMinutiae; ++i) {
    int best = kUsualPair;
    for (std::size_t j = 0; j < print.count; ++j) {
      if (is_turned(question.directions[i], print.angles[j])) continue;
      best = std::max(best, print.own[j] + product(question, i, print.descriptors + j * kLikenessBytes));
    }
    likeness += static_cast<std::uint32_t>(best - kUsualPair);
  }
  return likeness;
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

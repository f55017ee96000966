#include <immintrin.h>

#include "search/kernels/likeness.hpp"

namespace ridgeline::kernels {
namespace {

constexpr std::size_t kLanes = 16;
constexpr std::size_t kGroups = kAskedMinutiae / kLanes;
constexpr std::size_t kHalfQuads = kLikenessQuads / 2;
constexpr std::size_t kQuadBytes = kAskedMinutiae * kQuadValues;

inline __attribute__((always_inline)) __m512i four_bytes(const std::uint8_t* p) {
  int four = 0;
  __builtin_memcpy(&four, p, sizeof four);
  return _mm512_set1_epi32(four);
}

/// Sixteen numbers of 16 bits.
template <class T>
inline __attribute__((always_inline)) __m512i widen(const T* words) {
  alignas(64) std::int32_t wide[kLanes];
  for (std::size_t lane = 0; lane < kLanes; ++lane) wide[lane] = words[lane];
  return _mm512_load_si512(wide);
}

/// The question's columns in registers, and the best pair of each of its minutiae so far.
struct Asking {
  const MinutiaeQuestion& question;
  __m512i own[kGroups], directions[kGroups], best[kGroups];

  inline __attribute__((always_inline)) explicit Asking(const MinutiaeQuestion& asked) : question(asked) {
    for (std::size_t g = 0; g < kGroups; ++g) {
      own[g] = widen(question.own.data() + g * kLanes);
      directions[g] = widen(question.directions.data() + g * kLanes);
      best[g] = _mm512_set1_epi32(kUsualPair);
    }
  }

  // vpdpbusd wants one side without sign: the print's values have kNibbleOffset on top, which the question takes off.
  inline __attribute__((always_inline)) void ask(const MinutiaeColumns& print, std::size_t j) {
    const __m512i low_bits = _mm512_set1_epi8(15);
    const std::uint8_t* const descriptor = print.descriptors + j * kLikenessBytes;
    __m512i sum[kGroups];
    for (std::size_t g = 0; g < kGroups; ++g) sum[g] = _mm512_add_epi32(own[g], _mm512_set1_epi32(print.own[j]));
    for (std::size_t quad = 0; quad < kHalfQuads; ++quad) {
      const __m512i both = four_bytes(descriptor + quad * kQuadValues);
      const __m512i low = _mm512_and_si512(both, low_bits);
      const __m512i high = _mm512_and_si512(_mm512_srli_epi16(both, 4), low_bits);
      for (std::size_t g = 0; g < kGroups; ++g) {
        const std::int8_t* const values = question.values.data() + quad * kQuadBytes + g * kLanes * kQuadValues;
        sum[g] = _mm512_dpbusd_epi32(sum[g], low, _mm512_load_si512(values));
        sum[g] = _mm512_dpbusd_epi32(sum[g], high, _mm512_load_si512(values + kHalfQuads * kQuadBytes));
      }
    }
    const __m512i turned = _mm512_set1_epi32((print.angles[j] << 8) + kMostTurn);
    for (std::size_t g = 0; g < kGroups; ++g) {
      const __m512i turn = _mm512_and_si512(_mm512_sub_epi32(turned, directions[g]), _mm512_set1_epi32(UINT16_MAX));
      const __mmask16 is_near = _mm512_cmpgt_epi32_mask(_mm512_set1_epi32(2 * kMostTurn + 1), turn);
      best[g] = _mm512_mask_max_epi32(best[g], is_near, best[g], sum[g]);
    }
  }

  inline __attribute__((always_inline)) std::uint32_t likeness() const {
    alignas(64) std::int32_t found[kLanes];
    __m512i total = _mm512_set1_epi32(-static_cast<int>(kGroups) * kUsualPair);
    for (const __m512i& group : best) total = _mm512_add_epi32(total, group);
    _mm512_store_si512(found, total);
    std::uint32_t sum = 0;
    for (const std::int32_t lane : found) sum += static_cast<std::uint32_t>(lane);
    return sum;
  }
};

}  // namespace

std::uint32_t find_likeness_avx512(const MinutiaeQuestion& question, const MinutiaeColumns& print) {
  Asking asking(question);
  const std::size_t first = print.count < kFirstAsked ? print.count : kFirstAsked;
  for (std::size_t j = 0; j < first; ++j) asking.ask(print, j);
  const std::uint32_t so_far = asking.likeness();
  if (so_far < kHopeless || first == print.count) return so_far;
  for (std::size_t j = first; j < print.count; ++j) asking.ask(print, j);
  return asking.likeness();
}

}  // namespace ridgeline::kernels

// The inner loop of the coarse pass: 32 codes at once, looked up four bits at a time. Integers only, so every form gives the
// same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

inline constexpr std::size_t kCodeLanes = 32;
inline constexpr std::size_t kCodeBytes = 64;
/// Values of four bits.
inline constexpr std::size_t kNibbles = 16;
/// A number of a table at most: four bytes of codes, eight numbers, then fit in eight bits.
inline constexpr std::uint8_t kMostEntry = 31;

/// `table`: for each byte of a code sixteen numbers for its low four bits and sixteen for its high ones, each up to kMostEntry.
/// The evidence of a code is min(255, max(0, sum - usual) * scale / 65536), rounded down.
struct CodeQuestion {
  const std::uint8_t* table;
  std::uint16_t usual;
  std::uint16_t scale;
};

/// `codes`: byte b of the code in lane l at b * kCodeLanes + l. `evidence`: for question q and lane l at q * kCodeLanes + l. Questions
/// asked together cost less than one by one: codes are unpacked once for several of them. `next`: as many codes that will be asked
/// soon, which are brought from memory on the way, a line at a time: all at once they would wait for each other.
using AskCodes = void(const std::uint8_t* codes, const std::uint8_t* next, const CodeQuestion* questions,
                      std::size_t count, std::uint8_t* evidence);

AskCodes ask_codes_scalar;
#if defined(__x86_64__)
AskCodes ask_codes_avx2;
AskCodes ask_codes_avx512;
#endif

/// The form for this processor.
[[nodiscard]] AskCodes* ask_codes() noexcept;

/// Sends for some codes, kBytes of them. Each form has its own copy, as it was compiled for its processor; `noexcept` would leave a
/// weak symbol there.
template <std::size_t kBytes>
static inline __attribute__((always_inline)) void send_for(const std::uint8_t* codes) {
  constexpr std::size_t kCacheLine = 64;
  for (std::size_t at = 0; at < kBytes; at += kCacheLine) __builtin_prefetch(codes + at);
}

// Lanes may be written while a kernel reads them; what it makes of those is dropped (gallery/segment.hpp), but a sanitizer
// cannot know that.
#if defined(__SANITIZE_THREAD__)
#define RIDGELINE_READS_RACING_LANES __attribute__((no_sanitize("thread")))
#else
#define RIDGELINE_READS_RACING_LANES
#endif

}  // namespace ridgeline::kernels

// Asking for prints before they are compared, so that they are in the cache by then.
#pragma once

#include <cstddef>
#include <cstdint>

#include "gallery/shard_reader.hpp"

namespace ridgeline {

/// All impressions of a finger.
inline void prefetch_finger(const SubjectView& subject, std::uint8_t position) noexcept {
  constexpr std::size_t kCacheLine = 64;
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    if (print.position != position) continue;
    for (std::size_t at = 0; at < print.prepared.size(); at += kCacheLine) {
      __builtin_prefetch(print.prepared.data() + at);
    }
  }
}

}  // namespace ridgeline

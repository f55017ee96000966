// Asking for prints before they are looked at, so that they are in the cache by then.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include "gallery/shard_reader.hpp"
#include "match/prepared.hpp"

namespace ridgeline {

/// The statement that does nothing keeps it: GCC leaves out calls that only prefetch, as if they had no effect.
inline void prefetch_line(const std::uint8_t* byte) noexcept {
  asm volatile("" : : "r"(byte));
  __builtin_prefetch(byte);
}

inline void prefetch_bytes(const std::uint8_t* first, std::size_t count) noexcept {
  constexpr std::size_t kCacheLine = 64;
  for (std::size_t at = 0; at < count; at += kCacheLine) prefetch_line(first + at);
  if (count > 0) prefetch_line(first + count - 1);
}

/// All impressions of a finger.
template <class Visit>
void visit_finger(const SubjectView& subject, std::uint8_t position, Visit visit) {
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    if (print.position == position) visit(print.prepared);
  }
}

inline void prefetch_finger(const SubjectView& subject, std::uint8_t position) noexcept {
  visit_finger(subject, position,
               [](std::span<const std::uint8_t> print) { prefetch_bytes(print.data(), print.size()); });
}

/// What stands before the end of the first so many descriptors.
inline void prefetch_descriptors(const SubjectView& subject, std::uint8_t position, std::size_t minutiae) noexcept {
  const std::size_t bytes = sizeof(match::PreparedHead) + minutiae * match::kDescriptorBytes;
  visit_finger(subject, position, [bytes](std::span<const std::uint8_t> print) {
    prefetch_bytes(print.data(), std::min(bytes, print.size()));
  });
}

/// The places of the first so many minutiae; reads the heads of the prints.
inline void prefetch_places(const SubjectView& subject, std::uint8_t position, std::size_t minutiae) noexcept {
  visit_finger(subject, position, [minutiae](std::span<const std::uint8_t> print) {
    const match::PreparedView view(print);
    prefetch_bytes(view.places(), std::min(minutiae, view.minutiae()) * match::kPlaceBytes);
  });
}

}  // namespace ridgeline

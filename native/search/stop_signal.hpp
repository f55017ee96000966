// When a search has to end before it is through.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace ridgeline {

enum class StopReason : std::uint8_t { none, cancel, deadline };

using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline kNoDeadline = Deadline::max();

/// The deadline at a time of the wall clock, in milliseconds since 1970; infinity is none, and so is a NaN.
[[nodiscard]] Deadline deadline_at(double epoch_ms) noexcept;

/// A cancel flag, or none where it is null, and a deadline.
struct StopSignal {
  const std::atomic<bool>* cancel = nullptr;
  Deadline deadline = kNoDeadline;

  /// Reads the flag and the clock: some tens of nanoseconds.
  [[nodiscard]] StopReason look() const noexcept;
};

}  // namespace ridgeline

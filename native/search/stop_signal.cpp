#include "search/stop_signal.hpp"

namespace ridgeline {

Deadline deadline_at(double epoch_ms) noexcept {
  using Milliseconds = std::chrono::duration<double, std::milli>;
  // Ten years: beyond that a deadline is none, and the conversion below stays within its integers.
  constexpr Milliseconds kFarthest{10.0 * 365 * 24 * 3600 * 1000};
  const Milliseconds left = Milliseconds(epoch_ms) - Milliseconds(std::chrono::system_clock::now().time_since_epoch());
  if (!(left < kFarthest)) return kNoDeadline;
  const auto now = std::chrono::steady_clock::now();
  if (left <= Milliseconds::zero()) return now;
  return now + std::chrono::duration_cast<std::chrono::steady_clock::duration>(left);
}

StopReason StopSignal::look() const noexcept {
  if (cancel != nullptr && cancel->load(std::memory_order_relaxed)) return StopReason::cancel;
  if (deadline != kNoDeadline && std::chrono::steady_clock::now() >= deadline) return StopReason::deadline;
  return StopReason::none;
}

}  // namespace ridgeline

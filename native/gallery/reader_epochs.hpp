// How a writer learns that no reader can still see what it took away, without readers ever taking a lock.
//
// There is a count of epochs and a slot for each reader. A reader writes the current epoch into its slot when it begins
// and at every quiescent point, that is, whenever it holds no pointer into the gallery. A writer first unpublishes,
// then starts a new epoch and waits until every slot is empty or shows the new epoch. All of these steps and the
// readers' loads of what is published are sequentially consistent, therefore a reader that the writer did not see in
// a slot begins after the writer unpublished.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "gallery/parameters.hpp"

namespace ridgeline {

class ReaderEpochs {
 public:
  /// Returns when every reader that was reading at the call has left or passed a quiescent point. Never call it from
  /// a thread that holds a ReaderRegistration: it would wait for itself.
  void wait_for_readers() noexcept;

 private:
  friend class ReaderRegistration;

  static constexpr std::uint64_t kEmpty = 0;
  struct alignas(kColumnAlignment) Slot {
    std::atomic<std::uint64_t> epoch{kEmpty};
  };

  std::atomic<std::uint64_t> epoch_{1};
  std::array<Slot, kReaderSlots> slots_;
};

/// A thread's presence as a reader. It lives on the stack of the reading function, so no reader can be left behind.
class ReaderRegistration {
 public:
  /// Waits where all slots are taken.
  explicit ReaderRegistration(ReaderEpochs& epochs) noexcept;
  ~ReaderRegistration();
  ReaderRegistration(const ReaderRegistration&) = delete;
  ReaderRegistration& operator=(const ReaderRegistration&) = delete;

  /// States that the reader holds no pointer into the gallery any more. Writers wait for this: call it at least once a
  /// millisecond.
  void quiesce() noexcept;

 private:
  ReaderEpochs& epochs_;
  ReaderEpochs::Slot* slot_ = nullptr;
};

}  // namespace ridgeline

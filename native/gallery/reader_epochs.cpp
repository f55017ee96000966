#include "gallery/reader_epochs.hpp"

#include <chrono>
#include <thread>

namespace ridgeline {
namespace {

// Readers pass a quiescent point about every millisecond: first give way, then sleep so as not to take their processor.
class Pause {
 public:
  void operator()() noexcept {
    constexpr int kYields = 16;
    constexpr std::chrono::microseconds kSleep{50};
    if (rounds_ < kYields) {
      ++rounds_;
      std::this_thread::yield();
    } else {
      std::this_thread::sleep_for(kSleep);
    }
  }

 private:
  int rounds_ = 0;
};

}  // namespace

void ReaderEpochs::wait_for_readers() noexcept {
  const std::uint64_t now = epoch_.fetch_add(1) + 1;
  for (const Slot& slot : slots_) {
    Pause pause;
    for (std::uint64_t seen = slot.epoch.load(); seen != kEmpty && seen < now; seen = slot.epoch.load()) pause();
  }
}

ReaderRegistration::ReaderRegistration(ReaderEpochs& epochs) noexcept : epochs_(epochs) {
  for (Pause pause; slot_ == nullptr; pause()) {
    for (ReaderEpochs::Slot& slot : epochs_.slots_) {
      std::uint64_t expected = ReaderEpochs::kEmpty;
      if (slot.epoch.load(std::memory_order_relaxed) == expected &&
          slot.epoch.compare_exchange_strong(expected, epochs_.epoch_.load())) {
        slot_ = &slot;
        return;
      }
    }
  }
}

ReaderRegistration::~ReaderRegistration() { slot_->epoch.store(ReaderEpochs::kEmpty); }

void ReaderRegistration::quiesce() noexcept { slot_->epoch.store(epochs_.epoch_.load()); }

}  // namespace ridgeline

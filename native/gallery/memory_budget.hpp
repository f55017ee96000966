// The bytes a gallery may reserve, shared by its shards.
#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

namespace ridgeline {

class MemoryBudget;

/// Bytes taken from a budget, given back when it goes.
class MemoryLease {
 public:
  MemoryLease() = default;
  MemoryLease(MemoryLease&& other) noexcept
      : budget_(std::exchange(other.budget_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
  MemoryLease& operator=(MemoryLease&& other) noexcept {
    std::swap(budget_, other.budget_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~MemoryLease();

  /// False where the budget did not have the bytes.
  explicit operator bool() const noexcept { return budget_ != nullptr; }

 private:
  friend class MemoryBudget;
  MemoryLease(MemoryBudget* budget, std::size_t bytes) noexcept : budget_(budget), bytes_(bytes) {}

  MemoryBudget* budget_ = nullptr;
  std::size_t bytes_ = 0;
};

class MemoryBudget {
 public:
  explicit MemoryBudget(std::size_t max_bytes) noexcept : max_bytes_(max_bytes) {}

  /// Takes bytes where they are within the limit; otherwise the lease is empty.
  [[nodiscard]] MemoryLease take(std::size_t bytes) noexcept {
    std::size_t used = used_bytes_.load(std::memory_order_relaxed);
    do {
      if (used > max_bytes_ || bytes > max_bytes_ - used) return {};
    } while (!used_bytes_.compare_exchange_weak(used, used + bytes, std::memory_order_relaxed));
    return {this, bytes};
  }

  /// Takes bytes beyond the limit too: rewriting a segment needs the copy for a moment before it frees more.
  [[nodiscard]] MemoryLease take_beyond_limit(std::size_t bytes) noexcept {
    used_bytes_.fetch_add(bytes, std::memory_order_relaxed);
    return {this, bytes};
  }

  [[nodiscard]] std::size_t used_bytes() const noexcept { return used_bytes_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t max_bytes() const noexcept { return max_bytes_; }

 private:
  friend class MemoryLease;
  void give_back(std::size_t bytes) noexcept { used_bytes_.fetch_sub(bytes, std::memory_order_relaxed); }

  const std::size_t max_bytes_;
  std::atomic<std::size_t> used_bytes_{0};
};

inline MemoryLease::~MemoryLease() {
  if (budget_ != nullptr) budget_->give_back(bytes_);
}

}  // namespace ridgeline

// Process-wide objects by number: a number crosses to any thread, the object stays until nobody uses it any more.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <string>

#include "base/error.hpp"

namespace ridgeline {

/// Hands out numbers from 1, never the same again.
template <class T>
class NumberedRegistry {
 public:
  /// `noun` is what errors call an object, `max_objects` how many there may be at a time.
  NumberedRegistry(const char* noun, std::size_t max_objects) : noun_(noun), max_objects_(max_objects) {}

  /// Errors: OUT_OF_MEMORY.
  Result<std::uint64_t> add(std::shared_ptr<T> object) {
    const std::lock_guard lock(mutex_);
    if (objects_.size() >= max_objects_) {
      return Error{ErrorCode::OUT_OF_MEMORY, "no place for another " + std::string(noun_)};
    }
    try {
      objects_.emplace(next_number_, std::move(object));
    } catch (const std::bad_alloc&) {
      return Error{ErrorCode::OUT_OF_MEMORY, "no memory for another " + std::string(noun_)};
    }
    return next_number_++;
  }

  /// Errors: INVALID_HANDLE.
  Result<std::shared_ptr<T>> find(std::uint64_t number) const {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(number);
    if (found == objects_.end()) return unknown(number);
    return found->second;
  }

  /// Forgets the number and returns the object, so that it ends outside the lock. Errors: INVALID_HANDLE.
  Result<std::shared_ptr<T>> remove(std::uint64_t number) {
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(number);
    if (found == objects_.end()) return unknown(number);
    std::shared_ptr<T> object = std::move(found->second);
    objects_.erase(found);
    return object;
  }

 private:
  [[nodiscard]] Error unknown(std::uint64_t number) const {
    return {ErrorCode::INVALID_HANDLE, "there is no " + std::string(noun_) + " " + std::to_string(number)};
  }

  const char* noun_;
  const std::size_t max_objects_;
  mutable std::mutex mutex_;
  std::map<std::uint64_t, std::shared_ptr<T>> objects_;
  std::uint64_t next_number_ = 1;
};

}  // namespace ridgeline

// The subjects that the coarse pass finds worth comparing: the best of all it is shown.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "decision/parameters.hpp"

namespace ridgeline {

/// What codes say of each finger, 1 to 10.
using FingerEvidence = std::array<std::uint8_t, kFingerCount>;

/// A subject of a shard, by its serial (gallery/segment.hpp).
struct Listed {
  std::uint64_t serial = 0;
  std::uint16_t shard = 0;
  std::int16_t evidence = 0;  ///< of all fingers
  FingerEvidence fingers{};
};

/// The order in memory.
[[nodiscard]] bool lies_before(const Listed& a, const Listed& b) noexcept;

class Shortlist {
 public:
  explicit Shortlist(std::size_t most) : most_(most) {}

  /// Less evidence than this is not among the best any more.
  [[nodiscard]] std::int16_t floor() const noexcept { return floor_; }
  void add(const Listed& subject) {
    listed_.push_back(subject);
    if (listed_.size() >= 2 * most_ + kSlack) cut(most_);
  }
  /// The best `count`, in any order. Ends the collection.
  [[nodiscard]] std::vector<Listed> take(std::size_t count);

 private:
  static constexpr std::size_t kSlack = 64;

  void cut(std::size_t count);

  const std::size_t most_;
  std::int16_t floor_ = 0;
  std::vector<Listed> listed_;
};

}  // namespace ridgeline

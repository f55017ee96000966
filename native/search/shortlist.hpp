// The subjects that the coarse pass finds worth comparing: the best of all it is shown.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "decision/parameters.hpp"

namespace ridgeline {

/// What codes, and later the best minutiae, say of each finger, 1 to 10.
using FingerEvidence = std::array<std::uint8_t, kFingerCount>;

/// Stands for the evidence of a subject that codes can't speak of.
inline constexpr std::int16_t kAlwaysCompared = INT16_MAX;

/// A subject of a shard, by its serial (gallery/segment.hpp).
struct Listed {
  std::uint64_t serial = 0;
  std::uint16_t shard = 0;
  std::int16_t evidence = 0;  ///< of all fingers, or kAlwaysCompared
  FingerEvidence fingers{};
  std::uint8_t telling = 0;  ///< the finger of which codes say most, once the middle pass asked it

  [[nodiscard]] bool is_always() const noexcept { return evidence == kAlwaysCompared; }
};

/// The order in memory.
[[nodiscard]] bool lies_before(const Listed& a, const Listed& b) noexcept;

/// Leaves the best `count` in their order, of equals those that come first, so that the same gallery always gives the same list.
/// Evidence must be at least 0, and no kAlwaysCompared. Less evidence than what is returned is not among the best.
std::int16_t keep_best(std::size_t count, std::vector<Listed>& listed);

/// Takes out those that are always compared; the order stays.
[[nodiscard]] std::vector<Listed> take_always(std::vector<Listed>& listed);
/// Puts some between others, both in the order in memory.
void add_in_order(const std::vector<Listed>& some, std::vector<Listed>& listed);

class Shortlist {
 public:
  explicit Shortlist(std::size_t most) : most_(most) {}

  /// Less evidence than this is not among the best any more.
  [[nodiscard]] std::int16_t floor() const noexcept { return floor_; }
  void add(const Listed& subject) {
    listed_.push_back(subject);
    if (listed_.size() >= 2 * most_ + kSlack) floor_ = std::max(floor_, keep_best(most_, listed_));
  }
  /// The best `count`, in the order in which they came. Ends the collection.
  [[nodiscard]] std::vector<Listed> take(std::size_t count);

 private:
  static constexpr std::size_t kSlack = 64;

  const std::size_t most_;
  std::int16_t floor_ = 0;
  std::vector<Listed> listed_;
};

}  // namespace ridgeline

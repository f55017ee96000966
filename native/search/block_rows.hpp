// The rows that the lanes of a block of codes belong to, read once for all searches that go together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "gallery/segment.hpp"
#include "gallery/shard_reader.hpp"

namespace ridgeline {

class BlockRows {
 public:
  /// Rows from `first` up to `last` are wanted; they count from the first.
  BlockRows(const CodeBlockView& block, const SegmentRows& wanted) noexcept;

  /// Whether all lanes are wanted and follow one another: where every subject has one print of the finger.
  [[nodiscard]] bool are_consecutive() const noexcept { return consecutive_; }
  [[nodiscard]] bool has(std::size_t lane) const noexcept { return consecutive_ || rows_[lane] < count_; }
  /// Only of lanes that it has.
  [[nodiscard]] std::uint32_t of(std::size_t lane) const noexcept {
    return consecutive_ ? from_ + static_cast<std::uint32_t>(lane) : rows_[lane];
  }

 private:
  const std::uint32_t count_;
  const std::uint32_t from_;
  const bool consecutive_;
  std::array<std::uint32_t, kBlockLanes> rows_;  // filled where they are not consecutive
};

}  // namespace ridgeline

#include "search/block_rows.hpp"

namespace ridgeline {

// Rows before the first wrap around and lie behind the last.
BlockRows::BlockRows(const CodeBlockView& block, const SegmentRows& wanted) noexcept
    : count_(static_cast<std::uint32_t>(wanted.last - wanted.first)),
      from_(block.rows_from - static_cast<std::uint32_t>(wanted.first)),
      consecutive_(block.rows_from != kNoRow && from_ < count_ && count_ - from_ >= kBlockLanes) {
  if (consecutive_) return;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
    rows_[lane] = block.row_of(lane) - static_cast<std::uint32_t>(wanted.first);
  }
}

}  // namespace ridgeline

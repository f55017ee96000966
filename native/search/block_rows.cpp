#include "search/block_rows.hpp"

#include "search/kernels/code_sums.hpp"

namespace ridgeline {

// Rows before the first wrap around and lie behind the last. Read as kernels read codes, and not one by one as row_of() does:
// compilers make vectors of it.
RIDGELINE_READS_RACING_LANES BlockRows::BlockRows(const CodeBlockView& block, const SegmentRows& wanted) noexcept
    : count_(wanted.last - wanted.first) {
  const auto first = static_cast<std::uint32_t>(wanted.first);
  std::uint32_t off = 0;
  for (std::uint32_t lane = 0; lane < kBlockLanes; ++lane) {
    rows_[lane] = block.rows[lane] - first;
    off |= rows_[lane] ^ (rows_[0] + lane);
  }
  consecutive_ = off == 0 && has(0) && has(kBlockLanes - 1);
}

}  // namespace ridgeline

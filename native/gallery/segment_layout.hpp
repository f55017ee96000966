// How the one block of memory of a segment is divided.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "gallery/aligned_bytes.hpp"
#include "gallery/parameters.hpp"
#include "match/print_code.hpp"

namespace ridgeline {

/// What subjects take up in a segment, or what is still free in one.
struct SegmentRoom {
  std::size_t rows = 0;
  std::size_t prints = 0;
  std::size_t arena_bytes = 0;

  [[nodiscard]] bool holds(const SegmentRoom& need) const noexcept {
    return rows >= need.rows && prints >= need.prints && arena_bytes >= need.arena_bytes;
  }
  SegmentRoom& operator+=(const SegmentRoom& other) noexcept {
    rows += other.rows;
    prints += other.prints;
    arena_bytes += other.arena_bytes;
    return *this;
  }
  SegmentRoom& operator-=(const SegmentRoom& other) noexcept {
    rows -= other.rows;
    prints -= other.prints;
    arena_bytes -= other.arena_bytes;
    return *this;
  }
};

/// Stands for a print without a code.
inline constexpr std::uint32_t kNoCode = UINT32_MAX;
/// Fingers that codes are kept of.
inline constexpr std::size_t kCodedPositions = 10;

/// Where a print's bytes lie in the arena of its segment, and which finger it is.
struct PrintRow {
  std::uint32_t prepared_at = 0;
  std::uint32_t code_lane = 0;  ///< among the lanes of all code blocks, or kNoCode
  std::uint16_t prepared_bytes = 0;
  std::uint8_t position = 0;
  std::uint8_t unused = 0;
};

/// Blocks of one finger that lie side by side, in a segment for so many prints: searches that ask some fingers read memory in runs of 16
/// KiB, which takes no longer a byte than reading all of it; runs of one block do. Fewer where the ends of runs would leave more
/// than an eighth of the blocks free.
[[nodiscard]] constexpr std::size_t blocks_of_run_for(std::size_t prints) noexcept {
  constexpr std::size_t kMost = 8;
  constexpr std::size_t kFreeShare = 8;
  return std::clamp<std::size_t>(prints / (kFreeShare * kCodedPositions * kBlockLanes), 1, kMost);
}

/// Blocks that hold the codes of so many prints: those of each finger fill runs of their own.
[[nodiscard]] constexpr std::size_t code_blocks_for(std::size_t prints) noexcept {
  return prints / kBlockLanes + std::min(prints, kCodedPositions) * blocks_of_run_for(prints);
}

/// Offsets of the columns in the block, bytes; each is a multiple of 64. One row a subject: alive bit, whether the coarse pass
/// may not leave it out, serial, number, system, owner and the end of its prints in the column of prints. One row a block of
/// codes: the codes themselves, the rows of their subjects, the first of them where they follow one another, the finger.
struct SegmentLayout {
  SegmentRoom capacity;
  std::size_t alive = 0;
  std::size_t always = 0;
  std::size_t serials = 0;
  std::size_t numbers = 0;
  std::size_t systems = 0;
  std::size_t owners = 0;
  std::size_t prints_up_to = 0;
  std::size_t prints = 0;
  std::size_t codes = 0;
  std::size_t code_rows = 0;
  std::size_t code_rows_from = 0;
  std::size_t code_positions = 0;
  std::size_t arena = 0;
  std::size_t total_bytes = 0;

  /// A block that holds exactly this much.
  static constexpr SegmentLayout exact(const SegmentRoom& capacity) noexcept {
    SegmentLayout layout;
    layout.capacity = capacity;
    std::size_t at = 0;
    const auto column = [&at](std::size_t bytes) {
      const std::size_t start = at;
      at += round_up(bytes, kColumnAlignment);
      return start;
    };
    layout.alive = column((capacity.rows + 63) / 64 * sizeof(std::uint64_t));
    layout.always = column((capacity.rows + 63) / 64 * sizeof(std::uint64_t));
    layout.serials = column(capacity.rows * sizeof(std::uint64_t));
    layout.numbers = column(capacity.rows * sizeof(std::uint64_t));
    layout.systems = column(capacity.rows * sizeof(std::uint16_t));
    layout.owners = column(capacity.rows * sizeof(std::uint16_t));
    layout.prints_up_to = column(capacity.rows * sizeof(std::uint32_t));
    layout.prints = column(capacity.prints * sizeof(PrintRow));
    const std::size_t blocks = code_blocks_for(capacity.prints);
    layout.codes = column(blocks * kBlockLanes * kCodeBytes);
    layout.code_rows = column(blocks * kBlockLanes * sizeof(std::uint32_t));
    layout.code_rows_from = column(blocks * sizeof(std::uint32_t));
    layout.code_positions = column(blocks);
    layout.arena = column(capacity.arena_bytes);
    layout.total_bytes = at;
    return layout;
  }

  /// A block of so many bytes for subjects that are like those of a sample, of which there is one at least. The arena has what columns
  /// leave, nothing where they leave nothing.
  static constexpr SegmentLayout for_more_of(const SegmentRoom& sample, std::size_t total_bytes) noexcept {
    const SegmentRoom columns{sample.rows * kSpareRows, sample.prints + sample.prints / kSparePrintDivisor, 0};
    const std::size_t sample_bytes = columns.rows * kRowBytes + columns.prints * kPrintBytes + sample.arena_bytes;
    const auto scaled = [=](std::size_t count) { return count * total_bytes / sample_bytes + 1; };
    SegmentRoom capacity{scaled(columns.rows), scaled(columns.prints), 0};
    const std::size_t arena = exact(capacity).arena;
    capacity.arena_bytes = total_bytes - std::min(arena, total_bytes);
    return exact(capacity);
  }

 private:
  /// What exact() takes for a row and for a print in columns, bytes, without what bits and whole blocks add.
  static constexpr std::size_t kRowBytes =
      2 * sizeof(std::uint64_t) + 2 * sizeof(std::uint16_t) + sizeof(std::uint32_t);
  static constexpr std::size_t kPrintBytes = sizeof(PrintRow) + kCodeBytes + sizeof(std::uint32_t);
};

}  // namespace ridgeline

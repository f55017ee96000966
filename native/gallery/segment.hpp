// A segment: a block of memory with the columns of some subjects and the bytes of their prints.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "base/error.hpp"
#include "gallery/aligned_bytes.hpp"
#include "gallery/gallery.hpp"
#include "gallery/memory_budget.hpp"
#include "gallery/segment_layout.hpp"

namespace ridgeline {

/// One enrolled print as readers see it. Valid until the reader's next quiescent point.
struct PrintView {
  std::uint8_t position = 0;
  std::span<const std::uint8_t> prepared;
  bool coded = false;  ///< the coarse pass has its code
};

/// Stands for the row of a free lane.
inline constexpr std::uint32_t kNoRow = UINT32_MAX;

/// Codes of up to kBlockLanes prints of one finger. Byte b of the code in lane l is codes[b * kBlockLanes + l]. Lanes of rows
/// that the reader does not know yet, and of dead ones, may change while it reads: whatever it makes of them it must drop.
struct CodeBlockView {
  std::uint8_t position = 0;
  const std::uint8_t* codes = nullptr;
  std::span<const std::uint32_t> rows;  ///< ascending; read with row_of()
  /// The row of the first lane where all lanes are taken and their rows follow one another, as where everybody has one print of the
  /// finger; otherwise kNoRow.
  std::uint32_t rows_from = kNoRow;

  /// The row of a lane's subject; beyond all rows where the lane is free.
  [[nodiscard]] std::uint32_t row_of(std::size_t lane) const noexcept {
    return std::atomic_ref(const_cast<std::uint32_t&>(rows[lane])).load(std::memory_order_relaxed);
  }
};

/// Written by one thread at a time (its shard's writer), read by many. Rows are in the order of their serials, which
/// say when a subject was appended to the shard; a subject keeps its serial when its segment is rewritten.
class Segment {
 public:
  /// Errors: OUT_OF_MEMORY.
  static Result<std::unique_ptr<Segment>> create(const SegmentLayout& layout, MemoryLease lease);
  /// Overwrites the bytes of its prints.
  ~Segment();
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  // Writing. Rows that are started but not published are seen by nobody.
  void start_row(std::uint64_t serial, SubjectNumber number, std::uint16_t system, std::uint16_t owner) noexcept;
  void add_print(const GalleryPrintView& print) noexcept;
  /// After the last print of a row.
  void end_row() noexcept;
  void publish_rows() noexcept {
    published_blocks_.store(used_blocks_, std::memory_order_release);
    published_rows_.store(used_.rows, std::memory_order_release);
  }
  /// Unpublishes a row. Its bytes may still be read until the readers have been waited for.
  void mark_dead(std::size_t row) noexcept;
  /// Overwrites all that a dead row and its prints held, but for the serial, which only orders rows.
  void overwrite_row(std::size_t row) noexcept;
  /// Appends the living rows of another segment.
  void copy_living(const Segment& from) noexcept;

  // What the writer knows.
  [[nodiscard]] SegmentRoom room() const noexcept;
  [[nodiscard]] const SegmentRoom& used() const noexcept { return used_; }
  [[nodiscard]] const SegmentRoom& living() const noexcept { return living_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return layout_.total_bytes; }
  [[nodiscard]] std::size_t dead_rows() const noexcept { return used_.rows - living_.rows; }

  // Reading.
  [[nodiscard]] std::size_t rows() const noexcept { return published_rows_.load(std::memory_order_acquire); }
  /// The first living row at or after `row`, or rows() as it was at the call.
  [[nodiscard]] std::size_t next_living(std::size_t row, std::size_t rows) const noexcept;
  /// The first row whose serial is at least `serial`, among the published.
  [[nodiscard]] std::size_t row_of_serial(std::uint64_t serial) const noexcept;
  [[nodiscard]] std::uint64_t serial(std::size_t row) const noexcept { return serials_[row]; }
  [[nodiscard]] SubjectNumber number(std::size_t row) const noexcept { return numbers_[row]; }
  [[nodiscard]] std::uint16_t system(std::size_t row) const noexcept { return systems_[row]; }
  [[nodiscard]] std::uint16_t owner(std::size_t row) const noexcept { return owners_[row]; }
  [[nodiscard]] std::size_t first_print(std::size_t row) const noexcept {
    return row == 0 ? 0 : prints_up_to_[row - 1];
  }
  [[nodiscard]] std::size_t prints_up_to(std::size_t row) const noexcept { return prints_up_to_[row]; }
  [[nodiscard]] PrintView print(std::size_t index) const noexcept {
    const PrintRow& row = prints_[index];
    return {.position = row.position,
            .prepared = {arena_ + row.prepared_at, row.prepared_bytes},
            .coded = row.code_lane != kNoCode};
  }
  [[nodiscard]] std::optional<PrintCode> code(std::size_t index) const noexcept;
  [[nodiscard]] bool is_alive(std::size_t row) const noexcept {
    return (alive_[row / 64].load() >> (row % 64) & 1) != 0;
  }
  /// A bit for each of the rows 64 * word to 64 * word + 63: the living ones from `first` up to `last`.
  [[nodiscard]] std::uint64_t living_of(std::size_t word, std::size_t first, std::size_t last) const noexcept;
  /// The same for those that have no print with a code, or one of unknown finger: the coarse pass can say nothing of them.
  [[nodiscard]] std::uint64_t always_compared_of(std::size_t word) const noexcept {
    return always_[word].load(std::memory_order_relaxed);
  }
  /// Blocks that hold the codes of all rows(); call it after that.
  [[nodiscard]] std::size_t code_blocks() const noexcept { return published_blocks_.load(std::memory_order_acquire); }
  [[nodiscard]] CodeBlockView code_block(std::size_t block) const noexcept;
  [[nodiscard]] std::uint8_t code_block_position(std::size_t block) const noexcept { return code_positions_[block]; }
  /// The block that has a print's code; none where it has no code.
  [[nodiscard]] std::optional<std::size_t> code_block_of(std::size_t print) const noexcept {
    const std::uint32_t lane = prints_[print].code_lane;
    return lane == kNoCode ? std::nullopt : std::optional<std::size_t>(lane / kBlockLanes);
  }

 private:
  friend class GalleryInspector;  // tests look for bytes that should be gone

  Segment(const SegmentLayout& layout, MemoryLease lease, AlignedBytes memory) noexcept;
  template <class T>
  [[nodiscard]] T* column(std::size_t offset) const noexcept {
    return reinterpret_cast<T*>(memory_.data() + offset);
  }
  [[nodiscard]] SegmentRoom size_of_row(std::size_t row) const noexcept;
  [[nodiscard]] std::uint32_t add_code(std::uint8_t position, std::span<const std::uint8_t> code) noexcept;
  void note_full(std::size_t block) noexcept;
  void overwrite_code(std::uint32_t lane) noexcept;

  const SegmentLayout layout_;
  const MemoryLease lease_;
  const AlignedBytes memory_;
  std::atomic<std::uint64_t>* const alive_;
  std::atomic<std::uint64_t>* const always_;
  std::uint64_t* const serials_;
  SubjectNumber* const numbers_;
  std::uint16_t* const systems_;
  std::uint16_t* const owners_;
  std::uint32_t* const prints_up_to_;
  PrintRow* const prints_;
  std::uint8_t* const codes_;
  std::uint32_t* const code_rows_;
  std::uint32_t* const code_rows_from_;
  std::uint8_t* const code_positions_;
  std::uint8_t* const arena_;

  SegmentRoom used_;
  SegmentRoom living_;
  std::size_t used_blocks_ = 0;
  std::array<std::uint32_t, kCodedPositions>
      next_lane_{};  // of each finger; at the end of a run of blocks it needs a new one
  const std::size_t blocks_of_run_;
  std::atomic<std::size_t> published_blocks_{0};
  std::atomic<std::size_t> published_rows_{0};
};

}  // namespace ridgeline

#include "gallery/segment.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <new>

#include "gallery/overwrite.hpp"

namespace ridgeline {
namespace {

constexpr std::size_t kBlockBytes = kBlockLanes * kCodeBytes;

// Bytes of codes change while readers' kernels read the block: they drop what they make of such lanes, see CodeBlockView.
void write_byte(std::uint8_t& byte, std::uint8_t value) noexcept {
  std::atomic_ref(byte).store(value, std::memory_order_relaxed);
}

}  // namespace

Result<std::unique_ptr<Segment>> Segment::create(const SegmentLayout& layout, MemoryLease lease) {
  Result<AlignedBytes> memory = AlignedBytes::allocate(layout.total_bytes);
  if (!memory.ok()) return memory.error();
  std::unique_ptr<Segment> segment(new (std::nothrow) Segment(layout, std::move(lease), std::move(memory).value()));
  if (segment == nullptr) return Error{ErrorCode::OUT_OF_MEMORY, "no memory for a segment's head"};
  return segment;
}

Segment::Segment(const SegmentLayout& layout, MemoryLease lease, AlignedBytes memory) noexcept
    : layout_(layout),
      lease_(std::move(lease)),
      memory_(std::move(memory)),
      alive_(column<std::atomic<std::uint64_t>>(layout.alive)),
      always_(column<std::atomic<std::uint64_t>>(layout.always)),
      serials_(column<std::uint64_t>(layout.serials)),
      numbers_(column<SubjectNumber>(layout.numbers)),
      systems_(column<std::uint16_t>(layout.systems)),
      owners_(column<std::uint16_t>(layout.owners)),
      prints_up_to_(column<std::uint32_t>(layout.prints_up_to)),
      prints_(column<PrintRow>(layout.prints)),
      codes_(column<std::uint8_t>(layout.codes)),
      code_rows_(column<std::uint32_t>(layout.code_rows)),
      code_rows_from_(column<std::uint32_t>(layout.code_rows_from)),
      code_positions_(column<std::uint8_t>(layout.code_positions)),
      arena_(memory_.data() + layout.arena),
      blocks_of_run_(blocks_of_run_for(layout.capacity.prints)) {
  const std::size_t words = (layout.capacity.rows + 63) / 64;
  for (std::size_t word = 0; word < words; ++word) {
    new (alive_ + word) std::atomic<std::uint64_t>(0);
    new (always_ + word) std::atomic<std::uint64_t>(0);
  }
}

Segment::~Segment() {
  // Only the parts that were written: the rest of a large segment was never touched and needs no pages.
  overwrite(memory_.span().subspan(layout_.numbers, used_.rows * sizeof(SubjectNumber)));
  overwrite(memory_.span().subspan(layout_.systems, used_.rows * sizeof(std::uint16_t)));
  overwrite(memory_.span().subspan(layout_.owners, used_.rows * sizeof(std::uint16_t)));
  overwrite(memory_.span().subspan(layout_.prints, used_.prints * sizeof(PrintRow)));
  overwrite({codes_, used_blocks_ * kBlockBytes});
  overwrite({arena_, used_.arena_bytes});
}

void Segment::start_row(std::uint64_t serial, SubjectNumber number, std::uint16_t system,
                        std::uint16_t owner) noexcept {
  const std::size_t row = used_.rows;
  assert(row < layout_.capacity.rows);
  serials_[row] = serial;
  numbers_[row] = number;
  systems_[row] = system;
  owners_[row] = owner;
  prints_up_to_[row] = static_cast<std::uint32_t>(used_.prints);
  // The bit may stand before the row is published: readers stop at rows().
  alive_[row / 64].fetch_or(std::uint64_t{1} << (row % 64), std::memory_order_relaxed);
  used_ += {1, 0, 0};
  living_ += {1, 0, 0};
}

void Segment::add_print(const GalleryPrintView& print) noexcept {
  const SegmentRoom size{0, 1, print.prepared.size()};
  assert(room().holds(size) && used_.rows > 0);
  PrintRow& row = prints_[used_.prints];
  row = {.prepared_at = static_cast<std::uint32_t>(used_.arena_bytes),
         .code_lane = print.position > 0 && !print.code.empty() ? add_code(print.position, print.code) : kNoCode,
         .prepared_bytes = static_cast<std::uint16_t>(print.prepared.size()),
         .position = print.position};
  std::copy(print.prepared.begin(), print.prepared.end(), arena_ + row.prepared_at);
  used_ += size;
  living_ += size;
  prints_up_to_[used_.rows - 1] = static_cast<std::uint32_t>(used_.prints);
}

// Whether a row is always compared is settled when its last print is there.
void Segment::end_row() noexcept {
  const std::size_t row = used_.rows - 1;
  bool coded = false;
  bool unknown = false;
  for (std::size_t index = first_print(row); index < used_.prints; ++index) {
    coded = coded || prints_[index].code_lane != kNoCode;
    unknown = unknown || prints_[index].position == 0;
  }
  if (!coded || unknown) always_[row / 64].fetch_or(std::uint64_t{1} << (row % 64), std::memory_order_relaxed);
}

std::uint32_t Segment::add_code(std::uint8_t position, std::span<const std::uint8_t> code) noexcept {
  std::uint32_t& next = next_lane_[position - 1u];
  if (next % (blocks_of_run_ * kBlockLanes) == 0) {
    next = static_cast<std::uint32_t>(used_blocks_ * kBlockLanes);
    std::fill_n(code_positions_ + used_blocks_, blocks_of_run_, position);
    std::fill_n(code_rows_ + next, blocks_of_run_ * kBlockLanes, kNoRow);
    std::fill_n(code_rows_from_ + used_blocks_, blocks_of_run_, kNoRow);
    used_blocks_ += blocks_of_run_;
  }
  const std::uint32_t lane = next++;
  std::uint8_t* const block = codes_ + lane / kBlockLanes * kBlockBytes;
  for (std::size_t i = 0; i < kCodeBytes; ++i) write_byte(block[i * kBlockLanes + lane % kBlockLanes], code[i]);
  std::atomic_ref(code_rows_[lane]).store(static_cast<std::uint32_t>(used_.rows - 1), std::memory_order_relaxed);
  if (next % kBlockLanes == 0) note_full(lane / kBlockLanes);
  return lane;
}

void Segment::note_full(std::size_t block) noexcept {
  const std::uint32_t* const rows = code_rows_ + block * kBlockLanes;
  for (std::uint32_t lane = 1; lane < kBlockLanes; ++lane) {
    if (rows[lane] != rows[0] + lane) return;
  }
  std::atomic_ref(code_rows_from_[block]).store(rows[0], std::memory_order_relaxed);
}

std::optional<PrintCode> Segment::code(std::size_t index) const noexcept {
  const std::uint32_t lane = prints_[index].code_lane;
  if (lane == kNoCode) return std::nullopt;
  const std::uint8_t* const block = codes_ + lane / kBlockLanes * kBlockBytes;
  PrintCode code;
  for (std::size_t i = 0; i < kCodeBytes; ++i) code[i] = block[i * kBlockLanes + lane % kBlockLanes];
  return code;
}

CodeBlockView Segment::code_block(std::size_t block) const noexcept {
  return {code_positions_[block],
          codes_ + block * kBlockBytes,
          {code_rows_ + block * kBlockLanes, kBlockLanes},
          std::atomic_ref(code_rows_from_[block]).load(std::memory_order_relaxed)};
}

// The row of the lane stays: it only orders lanes.
void Segment::overwrite_code(std::uint32_t lane) noexcept {
  if (lane == kNoCode) return;
  std::uint8_t* const block = codes_ + lane / kBlockLanes * kBlockBytes;
  for (std::size_t i = 0; i < kCodeBytes; ++i) write_byte(block[i * kBlockLanes + lane % kBlockLanes], 0);
}

void Segment::mark_dead(std::size_t row) noexcept {
  // Sequentially consistent, as reader_epochs.hpp asks.
  alive_[row / 64].fetch_and(~(std::uint64_t{1} << (row % 64)));
  living_ -= size_of_row(row);
}

void Segment::overwrite_row(std::size_t row) noexcept {
  for (std::size_t index = first_print(row); index < prints_up_to(row); ++index) {
    PrintRow& print = prints_[index];
    overwrite({arena_ + print.prepared_at, print.prepared_bytes});
    overwrite_code(print.code_lane);
    overwrite_value(print);
  }
  overwrite_value(numbers_[row]);
  overwrite_value(systems_[row]);
  overwrite_value(owners_[row]);
}

void Segment::copy_living(const Segment& from) noexcept {
  const std::size_t rows = from.used_.rows;
  for (std::size_t row = from.next_living(0, rows); row < rows; row = from.next_living(row + 1, rows)) {
    start_row(from.serial(row), from.number(row), from.system(row), from.owner(row));
    for (std::size_t index = from.first_print(row); index < from.prints_up_to(row); ++index) {
      const PrintView print = from.print(index);
      const std::optional<PrintCode> code = from.code(index);
      add_print({.position = print.position,
                 .prepared = print.prepared,
                 .code = code ? std::span<const std::uint8_t>(*code) : std::span<const std::uint8_t>()});
    }
    end_row();
  }
}

SegmentRoom Segment::room() const noexcept {
  SegmentRoom room = layout_.capacity;
  room -= used_;
  return room;
}

std::size_t Segment::next_living(std::size_t row, std::size_t rows) const noexcept {
  while (row < rows) {
    const std::uint64_t word = alive_[row / 64].load() >> (row % 64);
    if (word != 0) return std::min(rows, row + static_cast<std::size_t>(std::countr_zero(word)));
    row = (row / 64 + 1) * 64;
  }
  return rows;
}

std::uint64_t Segment::living_of(std::size_t word, std::size_t first, std::size_t last) const noexcept {
  std::uint64_t living = alive_[word].load();
  const std::size_t start = word * 64;
  if (first > start) living &= ~std::uint64_t{0} << (first - start);
  if (last < start + 64) living &= ~(~std::uint64_t{0} << (last - start));
  return living;
}

// Serials follow one another until somebody is erased.
std::size_t Segment::row_of_serial(std::uint64_t serial) const noexcept {
  const std::size_t count = rows();
  const std::uint64_t likely = count == 0 ? 0 : serial - serials_[0];
  if (likely < count && serials_[likely] == serial) return likely;
  return static_cast<std::size_t>(std::lower_bound(serials_, serials_ + count, serial) - serials_);
}

SegmentRoom Segment::size_of_row(std::size_t row) const noexcept {
  SegmentRoom size{1, 0, 0};
  for (std::size_t index = first_print(row); index < prints_up_to(row); ++index) {
    size += {0, 1, prints_[index].prepared_bytes};
  }
  return size;
}

}  // namespace ridgeline

#include "gallery/segment.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <new>

#include "gallery/overwrite.hpp"

namespace ridgeline {

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
      serials_(column<std::uint64_t>(layout.serials)),
      numbers_(column<SubjectNumber>(layout.numbers)),
      systems_(column<std::uint16_t>(layout.systems)),
      owners_(column<std::uint16_t>(layout.owners)),
      prints_up_to_(column<std::uint32_t>(layout.prints_up_to)),
      prints_(column<PrintRow>(layout.prints)),
      arena_(memory_.data() + layout.arena),
      packed_start_(layout.capacity.arena_bytes) {
  const std::size_t words = (layout.capacity.rows + 63) / 64;
  for (std::size_t word = 0; word < words; ++word) new (alive_ + word) std::atomic<std::uint64_t>(0);
}

Segment::~Segment() {
  // Only the parts that were written: the rest of a large segment was never touched and needs no pages.
  const SegmentLayout used = SegmentLayout::exact({used_.rows, used_.prints, 0});
  overwrite(memory_.span().subspan(layout_.numbers, used_.rows * sizeof(SubjectNumber)));
  overwrite(memory_.span().subspan(layout_.systems, used_.rows * sizeof(std::uint16_t)));
  overwrite(memory_.span().subspan(layout_.owners, used_.rows * sizeof(std::uint16_t)));
  overwrite(memory_.span().subspan(layout_.prints, used.arena - used.prints));
  overwrite({arena_, prepared_end_});
  overwrite({arena_ + packed_start_, layout_.capacity.arena_bytes - packed_start_});
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

void Segment::add_print(const PrintView& print) noexcept {
  const SegmentRoom size{0, 1, arena_bytes_of(print.prepared.size(), print.packed.size())};
  assert(room().holds(size) && used_.rows > 0);
  packed_start_ -= print.packed.size();
  PrintRow& row = prints_[used_.prints];
  row = {.prepared_at = static_cast<std::uint32_t>(prepared_end_),
         .prepared_bytes = static_cast<std::uint32_t>(print.prepared.size()),
         .packed_at = static_cast<std::uint32_t>(packed_start_),
         .packed_bytes = static_cast<std::uint16_t>(print.packed.size()),
         .position = print.position};
  std::copy(print.prepared.begin(), print.prepared.end(), arena_ + row.prepared_at);
  std::copy(print.packed.begin(), print.packed.end(), arena_ + row.packed_at);
  prepared_end_ += round_up(print.prepared.size(), kColumnAlignment);
  used_ += size;
  living_ += size;
  prints_up_to_[used_.rows - 1] = static_cast<std::uint32_t>(used_.prints);
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
    overwrite({arena_ + print.packed_at, print.packed_bytes});
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
      add_print(from.print(index));
    }
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

std::size_t Segment::row_of_serial(std::uint64_t serial) const noexcept {
  return static_cast<std::size_t>(std::lower_bound(serials_, serials_ + rows(), serial) - serials_);
}

PrintView Segment::print(std::size_t index) const noexcept {
  const PrintRow& row = prints_[index];
  return {.position = row.position,
          .packed = {arena_ + row.packed_at, row.packed_bytes},
          .prepared = {arena_ + row.prepared_at, row.prepared_bytes}};
}

SegmentRoom Segment::size_of_row(std::size_t row) const noexcept {
  SegmentRoom size{1, 0, 0};
  for (std::size_t index = first_print(row); index < prints_up_to(row); ++index) {
    size += {0, 1, arena_bytes_of(prints_[index].prepared_bytes, prints_[index].packed_bytes)};
  }
  return size;
}

}  // namespace ridgeline

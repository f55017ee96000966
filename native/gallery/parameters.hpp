// Sizes and shares of the gallery.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline {

/// Alignment of columns, bytes: one cache line and one AVX-512 register.
inline constexpr std::size_t kColumnAlignment = 64;

/// Size of the first segment of a shard, bytes: some tens of prints, so that a gallery of many small shards stays
/// small.
inline constexpr std::size_t kFirstSegmentBytes = 256u << 10;

/// Largest segment, bytes: a shard of 3 GB has some 200. Overwriting the erased quarter of one, copying the rest and
/// overwriting the old takes about 35 ms of one core (measured once, 16 000 subjects in segments of 151 MB: 2.2 ms a
/// MB), in which its shard's writers wait; readers don't.
inline constexpr std::size_t kMaxSegmentBytes = 16u << 20;

/// From this size on a segment asks for huge pages and is aligned to them, bytes: the huge page of x86-64 and arm64.
inline constexpr std::size_t kHugePageBytes = 2u << 20;

/// A new segment has columns for so many times the rows and for an eighth more prints than fill its arena if they are like those of the
/// segment before, so that the arena is full first where they differ: 1 % of a segment with ten fingers a row.
inline constexpr std::size_t kSpareRows = 2;
inline constexpr std::size_t kSparePrintDivisor = 8;

/// Prints in one block of codes: as many bytes as one register of AVX2.
inline constexpr std::size_t kBlockLanes = 32;

/// A segment is rewritten when at least one of this many of its rows is dead (DESIGN.md: a quarter).
inline constexpr std::size_t kRewriteDeadDivisor = 4;

/// Neighbouring segments are rewritten as one while their living prints stay below this, bytes: keeps a shard with much
/// erasure from falling apart into many small segments, and is copied in less time than a full segment.
inline constexpr std::size_t kMergeBytes = kMaxSegmentBytes / 4;

/// Largest prepared print, bytes: several times what the matcher makes.
inline constexpr std::size_t kMaxPreparedBytes = UINT16_MAX;

/// Threads that can read one gallery at the same moment; more wait for a place. Above the threads of any one process
/// here.
inline constexpr std::size_t kReaderSlots = 512;

/// Galleries of one process: tests and a shared service with several engines, with room.
inline constexpr std::size_t kMaxGalleries = 4096;

}  // namespace ridgeline

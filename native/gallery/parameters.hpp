// Sizes and shares of the gallery.
#pragma once

#include <cstddef>

namespace ridgeline {

/// Alignment of columns and of prepared blocks, bytes: one cache line and one AVX-512 register.
inline constexpr std::size_t kColumnAlignment = 64;

/// Size of the first segment of a shard, bytes: some tens of prints, so that a gallery of many empty-ish shards stays
/// small.
inline constexpr std::size_t kFirstSegmentBytes = 256u << 10;

/// Largest segment, bytes: big enough that a shard of a million prints has under a hundred, small enough that
/// rewriting one (about 20 ms at the 3 GB/s that copying prints takes) does not hold up a shard's writers for long.
inline constexpr std::size_t kMaxSegmentBytes = 64u << 20;

/// From this size on a segment asks for huge pages and is aligned to them, bytes: the huge page of x86-64 and arm64.
inline constexpr std::size_t kHugePageBytes = 2u << 20;

/// Arena bytes for each row and each print that a new segment has columns for: below the smallest print seen
/// (about 1.5 KiB with its prepared block), so that the arena is full before the columns are. They cost 4 % of it.
inline constexpr std::size_t kArenaBytesPerRow = 1024;
inline constexpr std::size_t kArenaBytesPerPrint = 1024;

/// A segment is rewritten when at least one of this many of its rows is dead (DESIGN.md: a quarter).
inline constexpr std::size_t kRewriteDeadDivisor = 4;

/// Neighbouring segments are rewritten as one while their living prints stay below this, bytes: keeps a shard with much
/// erasure from falling apart into many small segments, at a copy of about 5 ms.
inline constexpr std::size_t kMergeBytes = kMaxSegmentBytes / 4;

/// Largest prepared block of a print, bytes: 255 minutiae with 1 KiB each, far above what the matcher makes.
inline constexpr std::size_t kMaxPreparedBytes = 256u << 10;

/// Threads that can read one gallery at the same moment; more wait for a place. Above the threads of any one process
/// here.
inline constexpr std::size_t kReaderSlots = 256;

/// Galleries of one process: tests and a shared service with several engines, with room.
inline constexpr std::size_t kMaxGalleries = 4096;

}  // namespace ridgeline

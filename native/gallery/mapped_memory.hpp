// Large blocks of memory straight from the system, to which they go back when they are freed: a heap keeps what it once had.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline {

/// Pages aligned to huge pages, which the system is asked for, and spread over all memory nodes where there are several: every thread
/// may search every segment. All zero. Null where there is no memory, or where the system has no such thing.
[[nodiscard]] std::uint8_t* map_memory(std::size_t bytes) noexcept;

/// Of the same size as it was mapped.
void unmap_memory(std::uint8_t* data, std::size_t bytes) noexcept;

}  // namespace ridgeline

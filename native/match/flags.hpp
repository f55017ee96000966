// Rows of one-byte flags, as the kernels leave them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace ridgeline::match {

/// Calls visit(j) for every set flag below `count`, in order. Eight are looked at together, since few are set; the row must
/// be readable up to a multiple of eight.
template <class Visit>
void for_each_flag(const std::uint8_t* row, std::size_t count, Visit visit) {
  for (std::size_t start = 0; start < count; start += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, row + start, sizeof eight);
    if (eight == 0) continue;
    for (std::size_t j = start; j < start + 8 && j < count; ++j) {
      if (row[j] != 0) visit(j);
    }
  }
}

}  // namespace ridgeline::match

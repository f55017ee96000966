// Rows of bits, as the kernels leave them.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace ridgeline::match {

/// Calls visit(j) for every set bit below `count`, in order.
template <class Visit>
void for_each_bit(std::uint64_t row, std::size_t count, Visit visit) {
  for (row &= (std::uint64_t{1} << count) - 1; row != 0; row &= row - 1) {
    visit(static_cast<std::size_t>(std::countr_zero(row)));
  }
}

}  // namespace ridgeline::match

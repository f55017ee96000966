// From cylinders to descriptors, and from sums of slots to codes: sums of values, weighted by each row of a matrix. Integers
// only, so every form gives the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

/// The number of values is a multiple of this.
inline constexpr std::size_t kProjectedTogether = 8;

/// sums[k] = rows[k * value_count + i] * values[i], over all i. The caller sees to it that the sums stay within 32 bits.
using Project = void(const std::int8_t* rows, std::size_t row_count, const std::int16_t* values,
                     std::size_t value_count, std::int32_t* sums);

Project project_scalar;
#if defined(__x86_64__)
Project project_avx2;
#endif

/// The form for this processor.
[[nodiscard]] Project* project() noexcept;

}  // namespace ridgeline::kernels

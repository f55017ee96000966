// From cylinders to descriptors: sums of a cylinder's bytes, weighted by each row of a matrix. Integers only, so every form
// gives the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

/// Bytes of a cylinder.
inline constexpr std::size_t kProjectedValues = 312;

/// sums[k] = rows[k * kProjectedValues + i] * values[i], over all i.
using Project = void(const std::int8_t* rows, std::size_t row_count, const std::uint8_t* values, std::int32_t* sums);

Project project_scalar;
#if defined(__x86_64__)
Project project_avx2;
#endif

/// The form for this processor.
[[nodiscard]] Project* project() noexcept;

}  // namespace ridgeline::kernels

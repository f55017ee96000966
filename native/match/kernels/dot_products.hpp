// The inner loop of comparison: products of the descriptors of two prints. Integers only, so every form gives the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

inline constexpr std::size_t kDotValues = 64;
inline constexpr std::size_t kDotLanes = 16;
/// Distance of two rows of the result.
inline constexpr std::size_t kDotStride = 64;

/// result[i * kDotStride + j] = product of descriptor i of `first` (i < first_count) and j of `second` (j < second_padded,
/// a multiple of 16). Descriptors lie in groups of 16: [value / 4][lane][value % 4]; each value is within [-127, 127].
using DotProducts = void(const std::int8_t* first, std::size_t first_count, const std::int8_t* second,
                         std::size_t second_padded, std::int32_t* result);

DotProducts dot_products_scalar;
#if defined(__x86_64__)
DotProducts dot_products_avx2;
DotProducts dot_products_avx512;
#endif

/// The form for this processor.
[[nodiscard]] DotProducts* dot_products() noexcept;

}  // namespace ridgeline::kernels

// The inner loop of comparison: the evidence of every pair of minutiae of two prints, from their descriptors. Integers only,
// so every form gives the same.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ridgeline::kernels {

inline constexpr std::size_t kTableValues = 48;
inline constexpr std::size_t kTableLanes = 16;
/// Distance of two rows of the table.
inline constexpr std::size_t kTableStride = 48;
/// Stands for 0 in the four bits of a value; values are within [-7, 7].
inline constexpr int kNibbleZero = 8;

/// What a minutia adds by itself is within these, so that sums stay within 16 bits; the lowest is kept for padding.
inline constexpr std::int16_t kMostOwn = 8000;
inline constexpr std::int16_t kLeastOwn = -8000;
inline constexpr std::int16_t kPaddingOwn = -16000;

/// Descriptors of one print in groups of 16 minutiae: [value % 24 / 4][lane][value % 4], each byte with value v < 24 in its
/// low four bits and value v + 24 in its high ones; and what each minutia adds by itself.
struct PackedDescriptors {
  const std::uint8_t* nibbles;
  const std::int16_t* own;
  std::size_t count;
  std::size_t padded;  ///< a multiple of 16
};

/// The values of one minutia, in order: kTableValues of them.
void unpack_descriptor(const std::uint8_t* nibbles, std::size_t minutia, int* values) noexcept;

/// table[i * kTableStride + j] = descriptor i of `first` x descriptor j of `second` + what both add, for i < first.count and
/// j < second.padded. The rest of the rows up to the next multiple of four may be overwritten.
using FillEvidence = void(const PackedDescriptors& first, const PackedDescriptors& second, std::int16_t* table);

FillEvidence fill_evidence_scalar;
#if defined(__x86_64__)
FillEvidence fill_evidence_avx2;
FillEvidence fill_evidence_avx512;
#endif

/// The form for this processor.
[[nodiscard]] FillEvidence* fill_evidence() noexcept;

}  // namespace ridgeline::kernels

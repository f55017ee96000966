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

/// Descriptors of one print, back to back, byte k with value k in its low four bits and value k + 24 in its high ones; and what
/// each minutia adds by itself.
struct PackedDescriptors {
  const std::uint8_t* nibbles;
  const std::int16_t* own;  ///< padded
  std::size_t count;
  std::size_t padded;  ///< a multiple of 16
};

inline constexpr std::size_t kPackedDescriptorBytes = kTableValues / 2;

/// The values of one minutia, in order: kTableValues of them.
inline void unpack_descriptor(const std::uint8_t* nibbles, std::size_t minutia, int* values) noexcept {
  const std::uint8_t* bytes = nibbles + minutia * kPackedDescriptorBytes;
  for (std::size_t k = 0; k < kPackedDescriptorBytes; ++k) {
    values[k] = (bytes[k] & 15) - kNibbleZero;
    values[k + kPackedDescriptorBytes] = (bytes[k] >> 4) - kNibbleZero;
  }
}

/// table[i * kTableStride + j] = descriptor i of `first` x descriptor j of `second` + what both add, for i < first.count and
/// j < second.padded; of padding, only what it adds counts. The rest of the rows up to the next multiple of four may be overwritten.
using FillEvidence = void(const PackedDescriptors& first, const PackedDescriptors& second, std::int16_t* table);

FillEvidence fill_evidence_scalar;
#if defined(__x86_64__)
FillEvidence fill_evidence_avx2;
FillEvidence fill_evidence_avx512;
#endif

/// The form for this processor.
[[nodiscard]] FillEvidence* fill_evidence() noexcept;

}  // namespace ridgeline::kernels

#include "match/kernels/evidence_table.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {

void fill_evidence_scalar(const PackedDescriptors& first, const PackedDescriptors& second, std::int16_t* table) {
  int others[kTableStride][kTableValues] = {};
  for (std::size_t j = 0; j < second.count; ++j) unpack_descriptor(second.nibbles, j, others[j]);
  for (std::size_t i = 0; i < first.count; ++i) {
    int own[kTableValues];
    unpack_descriptor(first.nibbles, i, own);
    for (std::size_t j = 0; j < second.padded; ++j) {
      int sum = first.own[i] + second.own[j];
      for (std::size_t k = 0; k < kTableValues; ++k) sum += own[k] * others[j][k];
      table[i * kTableStride + j] = static_cast<std::int16_t>(sum);
    }
  }
}

FillEvidence* fill_evidence() noexcept {
#if defined(__x86_64__)
  static FillEvidence* const chosen = simd::select(&fill_evidence_scalar, &fill_evidence_avx2, &fill_evidence_avx512);
  return chosen;
#else
  return &fill_evidence_scalar;
#endif
}

}  // namespace ridgeline::kernels

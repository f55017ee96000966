#include "match/kernels/minutia_columns.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {
namespace {

constexpr unsigned bits_of(unsigned value, unsigned from, unsigned count) {
  return value >> from & ((1u << count) - 1);
}

}  // namespace

void unfold_columns_scalar(const PackedColumns& packed, const MinutiaColumns& columns) {
  const std::uint8_t* position = packed.positions;
  const std::uint8_t* mark = packed.marks;
  for (std::size_t i = 0; i < packed.count; ++i, position += kPositionBytes, mark += kMarkBytes) {
    columns.own_evidence[i] = static_cast<std::int16_t>(kMostOwnEvidence - kOwnStep * packed.own_evidence[i]);
    const unsigned place =
        position[0] | static_cast<unsigned>(position[1]) << 8 | static_cast<unsigned>(position[2]) << 16;
    const int x = static_cast<int>(bits_of(place, 0, kPositionBits) << packed.shift);
    const int y = static_cast<int>(bits_of(place, kPositionBits, kPositionBits) << packed.shift);
    columns.x[i] = static_cast<float>(packed.left + x) * (1 / kPositionSteps);
    columns.y[i] = static_cast<float>(packed.bottom + y) * (1 / kPositionSteps);
    const MinutiaMark known = mark_in(mark);
    columns.densities[i] = known.density;
    columns.qualities[i] = known.quality;
    columns.types[i] = known.type;
  }
}

UnfoldColumns* unfold_columns() noexcept {
#if defined(__x86_64__)
  static UnfoldColumns* const chosen = simd::select(&unfold_columns_scalar, &unfold_columns_avx2, &unfold_columns_avx2);
  return chosen;
#else
  return &unfold_columns_scalar;
#endif
}

}  // namespace ridgeline::kernels

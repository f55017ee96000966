#include "match/kernels/minutia_columns.hpp"
#include "simd/isa.hpp"

namespace ridgeline::kernels {

void unfold_columns_scalar(const PackedColumns& packed, const MinutiaColumns& columns) {
  const auto pixels = [&](std::uint32_t place, unsigned from, int corner) {
    const int steps = static_cast<int>(bits_of(place, from, kPositionBits));
    return static_cast<float>(corner + steps * packed.step) * (1 / kPositionSteps);
  };
  for (std::size_t i = 0; i < packed.count; ++i) {
    const std::uint32_t place = place_in(packed.places, i);
    columns.x[i] = pixels(place, 0, packed.left);
    columns.y[i] = pixels(place, kPositionBits, packed.bottom);
    columns.angles[i] = angle_in(place);
    columns.own_evidence[i] = own_evidence_in(place);
    columns.types[i] = static_cast<std::uint8_t>(place >> kTypeAt);
    columns.densities[i] = density_in(packed.marks[i]);
    columns.qualities[i] = quality_in(packed.marks[i]);
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

#include "match/density.hpp"

#include <algorithm>

#include "match/kernels/floats.hpp"

namespace ridgeline::match {
namespace {

struct PairedMarks {
  alignas(64) MinutiaFloats first{};
  alignas(64) MinutiaFloats second{};
  alignas(64) MinutiaFloats second_present{};

  PairedMarks(const Pairing& pairing, std::size_t second_count) {
    for (std::size_t k = 0; k < pairing.count; ++k) {
      first[pairing.first[k]] = 1.0f;
      second[pairing.second[k]] = 1.0f;
    }
    std::fill_n(second_present.begin(), second_count, 1.0f);
  }
};

}  // namespace

void measure_density(const Side& first, const Side& second, const Placement& placement, const Pairing& pairing,
                     OtherDensity& at_first, OtherDensity& at_second) {
  const PairedMarks paired(pairing, second.count);
  alignas(64) MinutiaFloats x;
  alignas(64) MinutiaFloats y;
  for (std::size_t i = 0; i < first.padded; ++i) {
    x[i] = placement.x[i] + placement.shift_x[i];
    y[i] = placement.y[i] + placement.shift_y[i];
  }
  kernels::float_kernels().density(
      {x.data(), y.data(), first.count}, {second.x.data(), second.y.data(), second.count},
      {paired.first.data(), paired.second.data(), paired.second_present.data()},
      {at_first.all.data(), at_first.paired.data(), at_second.all.data(), at_second.paired.data()});
}

}  // namespace ridgeline::match

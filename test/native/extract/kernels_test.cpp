#include <doctest/doctest.h>

#include <array>
#include <random>
#include <vector>

#include "base/math.hpp"
#include "extract/filter_bank.hpp"
#include "extract/kernels/gabor.hpp"
#include "extract/parameters.hpp"
#include "simd/isa.hpp"

using namespace ridgeline;

TEST_CASE("every form of the Gabor kernel this processor runs equals the scalar one") {
  std::mt19937 random(7);
  std::uniform_int_distribution<int> grey(-2560, 2560);
  constexpr std::ptrdiff_t kStride = 80;
  std::vector<std::int16_t> plane(static_cast<std::size_t>(kStride) * 40);
  std::vector<kernels::GaborCell*> forms;
#if defined(__x86_64__)
  if (simd::detected_isa() >= simd::Isa::avx2) forms.push_back(&kernels::gabor_cell_avx2);
#endif
  forms.push_back(kernels::gabor_cell());
  for (const FilterBank* bank : {&FilterBank::inner(), &FilterBank::last()}) {
    for (int round = 0; round < 50; ++round) {
      for (std::int16_t& value : plane) value = static_cast<std::int16_t>(grey(random));
      const kernels::GaborKernel kernel = bank->kernel(round % 32, round % 15);
      const std::int16_t* source = plane.data() + 16 * kStride + 16;
      std::array<std::int32_t, 16> expected{};
      kernels::gabor_cell_scalar(source, kStride, kernel, expected.data());
      for (kernels::GaborCell* form : forms) {
        std::array<std::int32_t, 16> sums{};
        form(source, kStride, kernel, sums.data());
        CHECK(sums == expected);
      }
    }
  }
}

TEST_CASE("a kernel answers to its own waves and not to flat grey") {
  const FilterBank& bank = FilterBank::last();
  constexpr std::ptrdiff_t kStride = 80;
  std::vector<std::int16_t> plane(static_cast<std::size_t>(kStride) * 40, std::int16_t{1000});
  const std::int16_t* source = plane.data() + 16 * kStride + 16;
  std::array<std::int32_t, 16> flat{};
  kernels::gabor_cell_scalar(source, kStride, bank.kernel(0, 7), flat.data());
  for (const std::int32_t sum : flat) CHECK(std::abs(sum) < 1000 * 400);  // rounding of 361 coefficients at most
}

TEST_CASE("the nearest orientation and period of the bank are found") {
  using extract_parameters::kOrientations;
  constexpr int kSteps = 1000;
  for (int i = 0; i < kSteps; ++i) {
    const double angle = kPi * (i + 0.123) / kSteps;
    const int expected = round_to_int(angle * kOrientations / kPi) % kOrientations;
    CHECK(FilterBank::orientation_index(0.7 * cosine(2 * angle), 0.7 * sine(2 * angle)) == expected);
  }
  CHECK(FilterBank::orientation_index(1.0, 0.0) == 0);
  CHECK(FilterBank::orientation_index(0.0, 0.0) == 0);
  CHECK(FilterBank::period_index(4.0) == 0);
  CHECK(FilterBank::period_index(20.0) == 14);
}

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "base/math.hpp"
#include "simd/isa.hpp"
#include "synthesis/kernels/ridge_response.hpp"
#include "synthesis/parameters.hpp"
#include "synthesis/ridge_filters.hpp"

using namespace ridgeline;

TEST_CASE("every form of the ridge filters' kernel this processor runs equals the scalar one") {
  std::mt19937 random(3);
  std::uniform_int_distribution<int> height(-synthesis::kRidgeScale, synthesis::kRidgeScale);
  std::uniform_int_distribution<int> filter(0, synthesis::kFilterOrientations * synthesis::kFilterPeriods - 1);
  constexpr std::ptrdiff_t kStride = 70;
  constexpr std::size_t kMost = 39;
  std::vector<kernels::RidgeResponses*> forms;
#if defined(__x86_64__)
  if (simd::detected_isa() >= simd::Isa::avx2) forms.push_back(&kernels::ridge_responses_avx2);
#endif
  forms.push_back(kernels::ridge_responses());
  for (const auto& bank : {synthesis::coarse_filters().bank(), synthesis::fine_filters().bank()}) {
    for (std::size_t count = 0; count <= kMost; ++count) {
      std::vector<std::int16_t> plane(static_cast<std::size_t>(kStride) * 16);
      for (std::int16_t& value : plane) value = static_cast<std::int16_t>(height(random));
      std::vector<std::uint16_t> numbers(count);
      for (std::uint16_t& number : numbers) number = static_cast<std::uint16_t>(filter(random));
      const std::int16_t* first = plane.data() + 7 * kStride + 16;
      std::vector<std::int32_t> expected(kMost + 1, 7);
      kernels::ridge_responses_scalar(bank, first, kStride, numbers.data(), count, expected.data());
      for (kernels::RidgeResponses* form : forms) {
        std::vector<std::int32_t> responses(kMost + 1, 7);
        form(bank, first, kStride, numbers.data(), count, responses.data());
        CHECK(responses == expected);
      }
    }
  }
}

TEST_CASE("a ridge filter gives ridges of its own period and direction their height, and flat skin none") {
  constexpr int kSide = 31;
  constexpr double kPeriodPx = 9;
  std::vector<std::int16_t> waves;  // ridges along x
  for (int y = 0; y < kSide; ++y) {
    const double height = synthesis::kRidgeScale * cosine(2 * kPi * (y - kSide / 2) / kPeriodPx);
    for (int x = 0; x < kSide; ++x) waves.push_back(static_cast<std::int16_t>(round_to_int(height)));
  }
  const std::vector<std::int16_t> flat(waves.size(), synthesis::kRidgeScale);
  const auto height_of = [](const std::vector<std::int16_t>& skin, double orientation_rad) {
    const std::int16_t* middle = skin.data() + kSide / 2 * kSide + kSide / 2;
    const std::uint16_t number = synthesis::filter_number(orientation_rad, kPeriodPx);
    std::int32_t response = 0;
    kernels::ridge_responses()(synthesis::fine_filters().bank(), middle, kSide, &number, 1, &response);
    return response >> synthesis::kFilterScaleBits;
  };
  const std::int32_t own = height_of(waves, 0);
  CHECK(std::abs(own - synthesis::kRidgeScale) <= synthesis::kRidgeScale / 50);
  CHECK(std::abs(height_of(waves, kPi / 2)) < own / 5);
  CHECK(std::abs(height_of(flat, 0)) < own / 50);
  CHECK(synthesis::raised(own << synthesis::kFilterScaleBits, 64) == synthesis::kRidgeScale);
}

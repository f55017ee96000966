#include <doctest/doctest.h>

#include <array>
#include <random>
#include <vector>

#include "extract/kernels/planes.hpp"
#include "extract/planes.hpp"
#include "simd/isa.hpp"

using namespace ridgeline;
using kernels::PlaneKernels;

namespace {

constexpr int kPad = 8;

template <class T>
std::vector<T> noise(std::mt19937& random, std::size_t count, int from, int to) {
  std::uniform_int_distribution<int> value(from, to);
  std::vector<T> out(count);
  for (T& v : out) v = static_cast<T>(value(random));
  return out;
}

std::vector<const PlaneKernels*> forms() {
  std::vector<const PlaneKernels*> out = {&kernels::plane_kernels()};
#if defined(__x86_64__)
  if (simd::detected_isa() >= simd::Isa::avx2) out.push_back(&kernels::kPlanesAvx2);
#endif
  return out;
}

// All that one form makes of the same lines, one after the other.
struct Results {
  std::vector<float> floats;
  std::vector<std::int16_t> steps;
  bool operator==(const Results&) const = default;
};

Results results_of(const PlaneKernels& form, int width, int count, unsigned seed) {
  std::mt19937 random(seed);
  const auto wide = static_cast<std::size_t>(width + 2 * kPad);
  const auto lines = noise<std::int16_t>(random, wide * 6, -2560, 2560);
  const auto answers = noise<std::int16_t>(random, wide * 4, -20480, 20480);
  const auto grey = noise<std::uint8_t>(random, wide * 4, 0, 255);
  const auto numbers = noise<float>(random, wide * 6, -1000, 1000);
  const auto gains = noise<float>(random, wide, 1, 40);
  std::array<const std::int16_t*, 6> rows{};
  std::array<const std::int16_t*, 4> other{};
  std::array<const std::uint8_t*, 4> grey_rows{};
  for (std::size_t i = 0; i < 6; ++i) rows[i] = lines.data() + i * wide + kPad;
  for (std::size_t i = 0; i < 4; ++i) other[i] = answers.data() + i * wide + kPad;
  for (std::size_t i = 0; i < 4; ++i) grey_rows[i] = grey.data() + i * wide + kPad;

  const auto cells = static_cast<std::size_t>(cells_of(width));
  const auto size = static_cast<std::size_t>(width);
  Results out{std::vector<float>(2 * size + 8 * cells), std::vector<std::int16_t>(2 * size)};
  float* to = out.floats.data();
  const kernels::BlurTaps taps{numbers.data() + 5 * wide, 5};
  form.blur_row(numbers.data(), taps, gains.data(), width, to);
  form.blur_column(numbers.data(), static_cast<std::ptrdiff_t>(wide), taps, 0.3f, width, to + size);
  to += 2 * size;
  std::vector<std::int32_t> sums = column_sums(width, 3);
  form.tensor_row(rows.data(), count, width, sums.data(), {to, to + cells, to + 2 * cells});
  form.product_row(rows.data(), other.data(), count, width, sums.data(),
                   {to + 3 * cells, to + 4 * cells, to + 5 * cells});
  form.moment_row(grey_rows.data(), count, width, sums.data(), {to + 6 * cells, to + 7 * cells});
  std::vector<std::int32_t> column(wide);
  form.normalise_row(grey_rows[0], numbers.data(), gains.data(), width, out.steps.data());
  form.binomial_row(rows.data(), width, column.data(), out.steps.data() + size);
  return out;
}

}  // namespace

TEST_CASE("every form of the plane kernels this processor runs equals the scalar one") {
  for (int width = 3; width < 90; ++width) {
    for (int count = 1; count <= 4; ++count) {
      CAPTURE(width);
      CAPTURE(count);
      const auto seed = static_cast<unsigned>(width * 8 + count);
      const Results expected = results_of(kernels::kPlanesScalar, width, count, seed);
      for (const PlaneKernels* form : forms()) CHECK(results_of(*form, width, count, seed) == expected);
    }
  }
}

TEST_CASE("the plane kernels compute what they say") {
  const PlaneKernels& form = kernels::plane_kernels();
  // A ramp of 8 a column and 4 a row, over two cells of which the second is one column wide.
  std::vector<std::int16_t> ramp(6 * 16);
  for (int i = 0; i < 6 * 16; ++i)
    ramp[static_cast<std::size_t>(i)] = static_cast<std::int16_t>(8 * (i % 16) + 4 * (i / 16));
  std::array<const std::int16_t*, 6> rows{};
  for (std::size_t i = 0; i < 6; ++i) rows[i] = ramp.data() + i * 16 + 4;
  std::vector<std::int32_t> sums = column_sums(5, 3);
  std::array<float, 2> a{}, b{}, energy{};
  form.tensor_row(rows.data(), 4, 5, sums.data(), {a.data(), b.data(), energy.data()});
  // Differences over two pixels, 16 and 8, without their last two bits: 4 and 2.
  CHECK(a == std::array<float, 2>{16 * 12.0f, 4 * 12.0f});
  CHECK(b == std::array<float, 2>{16 * 16.0f, 4 * 16.0f});
  CHECK(energy == std::array<float, 2>{16 * 20.0f, 4 * 20.0f});

  const std::array<float, 6> line = {0, 1, 2, 3, 4, 0};
  const std::array<float, 3> weights = {1, 2, 1};
  const std::array<float, 4> norms = {1.0f / 3, 0.25f, 0.25f, 1.0f / 3};
  std::array<float, 4> blurred{};
  form.blur_row(line.data(), {weights.data(), 3}, norms.data(), 4, blurred.data());
  CHECK(blurred == std::array<float, 4>{4 * norms[0], 2, 3, 11 * norms[3]});
}

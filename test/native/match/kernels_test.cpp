#include <doctest/doctest.h>

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "match/kernels/dot_products.hpp"
#include "simd/isa.hpp"

using namespace ridgeline;

namespace {

struct alignas(64) Descriptors {
  std::int8_t values[kernels::kDotValues * kernels::kDotStride];
};

}  // namespace

TEST_CASE("every form of the descriptor products this processor runs equals a plain sum") {
  std::mt19937 random(5);
  std::vector<kernels::DotProducts*> forms = {&kernels::dot_products_scalar, kernels::dot_products()};
#if defined(__x86_64__)
  if (simd::detected_isa() >= simd::Isa::avx2) forms.push_back(&kernels::dot_products_avx2);
  if (simd::detected_isa() >= simd::Isa::avx512) forms.push_back(&kernels::dot_products_avx512);
#endif
  const auto at = [](std::size_t descriptor, std::size_t value) {
    return descriptor / 16 * 16 * kernels::kDotValues + value / 4 * 64 + descriptor % 16 * 4 + value % 4;
  };
  auto first = std::make_unique<Descriptors>();
  auto second = std::make_unique<Descriptors>();
  struct alignas(64) Table {
    std::int32_t values[kernels::kDotStride * kernels::kDotStride];
  };
  auto result = std::make_unique<Table>();
  for (int round = 0; round < 20; ++round) {
    for (std::int8_t& v : first->values) v = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    for (std::int8_t& v : second->values) v = static_cast<std::int8_t>(static_cast<int>(random() % 255) - 127);
    const std::size_t count = 1 + random() % 64;
    const std::size_t padded = 16 * (1 + random() % 4);
    for (kernels::DotProducts* form : forms) {
      form(first->values, count, second->values, padded, result->values);
      for (std::size_t i = 0; i < count; ++i) {
        for (std::size_t j = 0; j < padded; ++j) {
          std::int32_t expected = 0;
          for (std::size_t v = 0; v < kernels::kDotValues; ++v)
            expected += first->values[at(i, v)] * second->values[at(j, v)];
          REQUIRE(result->values[i * kernels::kDotStride + j] == expected);
        }
      }
    }
  }
}

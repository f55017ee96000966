#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "match/forms.hpp"
#include "match/kernels/evidence_table.hpp"
#include "match/kernels/floats.hpp"
#include "match/kernels/minutia_columns.hpp"
#include "match/kernels/projection.hpp"

using namespace ridgeline;

namespace {

constexpr std::size_t kMinutiae = kernels::kTableStride;
using Table = std::array<std::int16_t, kMinutiae * kMinutiae>;

/// One print's descriptors, plain and packed.
struct Print {
  std::size_t count;
  std::size_t padded;
  std::array<std::array<int, kernels::kTableValues>, kMinutiae> values{};
  std::array<std::uint8_t, kMinutiae * kernels::kPackedDescriptorBytes> nibbles{};
  std::array<std::int16_t, kMinutiae> own{};

  explicit Print(std::mt19937& random) : count(1 + random() % kMinutiae), padded((count + 15) / 16 * 16) {
    for (std::size_t i = 0; i < padded; ++i) {
      own[i] = static_cast<std::int16_t>(static_cast<int>(random() % 24001) - 16000);
      if (i >= count) continue;
      for (int& value : values[i]) value = static_cast<int>(random() % 15) - 7;
      for (std::size_t k = 0; k < kernels::kTableValues / 2; ++k) {
        const int both = (values[i][k] + 8) | (values[i][k + kernels::kTableValues / 2] + 8) << 4;
        nibbles[i * kernels::kPackedDescriptorBytes + k] = static_cast<std::uint8_t>(both);
      }
    }
  }
  [[nodiscard]] kernels::PackedDescriptors view() const { return {nibbles.data(), own.data(), count, padded}; }
};

Table random_table(std::mt19937& random) {
  Table table;
  for (std::int16_t& value : table) value = static_cast<std::int16_t>(static_cast<int>(random() % 401) - 200);
  return table;
}

}  // namespace

TEST_CASE("every form of the evidence table that this processor runs equals a plain sum") {
  std::mt19937 random(5);
  struct alignas(64) Result {
    Table table;
  };
  auto result = std::make_unique<Result>();
  for (int round = 0; round < 20; ++round) {
    const Print first(random);
    const Print second(random);
    for (kernels::FillEvidence* form :
         forms_of(&kernels::fill_evidence_scalar, &kernels::fill_evidence_avx2, &kernels::fill_evidence_avx512)) {
      form(first.view(), second.view(), result->table.data());
      for (std::size_t i = 0; i < first.count; ++i) {
        for (std::size_t j = 0; j < second.padded; ++j) {
          int expected = first.own[i] + second.own[j];
          for (std::size_t v = 0; v < kernels::kTableValues; ++v) expected += first.values[i][v] * second.values[j][v];
          REQUIRE(result->table[i * kMinutiae + j] == static_cast<std::int16_t>(expected));
        }
      }
    }
  }
}

TEST_CASE("every form finds the two best of rows and columns") {
  std::mt19937 random(6);
  for (int round = 0; round < 20; ++round) {
    alignas(64) const Table table = random_table(random);
    const std::size_t rows = 1 + random() % kMinutiae;
    const std::size_t padded = 16 * (1 + random() % 3);
    for (const kernels::FloatKernels* form : float_forms()) {
      alignas(64) std::array<std::int16_t, kMinutiae> best, second;
      form->column_two_best(table.data(), rows, padded, best.data(), second.data());
      for (std::size_t j = 0; j < padded; ++j) {
        std::vector<std::int16_t> column;
        for (std::size_t i = 0; i < rows; ++i) column.push_back(table[i * kMinutiae + j]);
        std::sort(column.begin(), column.end(), std::greater<>());
        REQUIRE(best[j] == column[0]);
        REQUIRE(second[j] == (rows > 1 ? column[1] : INT16_MIN));
      }
      for (std::size_t i = 0; i < rows; ++i) {
        std::vector<std::int16_t> row(table.begin() + static_cast<std::ptrdiff_t>(i * kMinutiae),
                                      table.begin() + static_cast<std::ptrdiff_t>(i * kMinutiae + padded));
        std::sort(row.begin(), row.end(), std::greater<>());
        const kernels::TwoBest two = form->row_two_best(table.data() + i * kMinutiae, padded);
        REQUIRE(two.best == row[0]);
        REQUIRE(two.second == row[1]);
      }
    }
  }
}

TEST_CASE("every form finds the keys of all pairs from a level on") {
  std::mt19937 random(9);
  for (int round = 0; round < 20; ++round) {
    alignas(64) const Table table = random_table(random);
    const std::size_t rows = 1 + random() % kMinutiae;
    const std::size_t columns = 1 + random() % kMinutiae;
    const auto level = static_cast<std::int16_t>(static_cast<int>(random() % 500) - 250);
    std::vector<std::int32_t> expected;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        const std::int16_t steps = table[i * kMinutiae + j];
        if (steps >= level) expected.push_back(kernels::key_of_pair(steps, i, j));
      }
    }
    for (const kernels::FloatKernels* form : float_forms()) {
      std::vector<std::int32_t> keys(rows * columns + 1);
      keys.resize(form->keys_from(table.data(), level, rows, columns, keys.data()));
      CHECK(keys == expected);
    }
  }
}

TEST_CASE("every form ranks keys") {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const std::size_t count = 1 + random() % kMinutiae;
    alignas(64) std::array<std::int32_t, kMinutiae> keys;
    for (std::size_t k = 0; k < kMinutiae; ++k) keys[k] = static_cast<std::int32_t>(random() / 64 * 64 + k) ^ INT32_MIN;
    for (const kernels::FloatKernels* form : float_forms()) {
      alignas(64) std::array<std::int32_t, kMinutiae> ranks;
      form->ranks(keys.data(), count, ranks.data());
      for (std::size_t k = 0; k < count; ++k) {
        const auto larger = std::count_if(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(count),
                                          [&](std::int32_t other) { return other > keys[k]; });
        REQUIRE(ranks[k] == larger);
      }
    }
  }
}

TEST_CASE("every form finds a level that enough values reach and hardly more") {
  std::mt19937 random(10);
  for (int round = 0; round < 200; ++round) {
    const std::size_t padded = 16 * (1 + random() % 3);
    const int spread = round % 4 == 0 ? 65536 : 1 << round % 10;  // all 16 bits, and columns of many ties
    alignas(64) std::array<std::int16_t, kMinutiae> one, other;
    for (std::int16_t& value : one) value = static_cast<std::int16_t>(static_cast<int>(random() % spread) - spread / 2);
    for (std::int16_t& value : other)
      value = static_cast<std::int16_t>(static_cast<int>(random() % spread) - spread / 2);
    const int wanted = 1 + static_cast<int>(random() % (2 * padded));
    const int more = static_cast<int>(random() % 8);
    std::vector<std::int16_t> sorted(one.begin(), one.begin() + static_cast<std::ptrdiff_t>(padded));
    sorted.insert(sorted.end(), other.begin(), other.begin() + static_cast<std::ptrdiff_t>(padded));
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    for (const kernels::FloatKernels* form : float_forms()) {
      const std::int16_t level = form->reached_by(one.data(), other.data(), padded, wanted, more);
      const auto reaching = std::count_if(sorted.begin(), sorted.end(), [&](auto value) { return value >= level; });
      CHECK(reaching >= wanted);
      CHECK((reaching <= wanted + more || level == sorted[static_cast<std::size_t>(wanted) - 1]));
    }
  }
}

namespace {

/// Pairs of minutiae of which the first half agree with one transform, padded as a comparison pads them.
kernels::PairColumns random_pairs(std::mt19937& random, std::size_t count) {
  std::uniform_real_distribution<float> place(0.0f, 300.0f);
  std::uniform_real_distribution<float> noise(-6.0f, 6.0f);
  kernels::PairColumns pairs{};
  for (std::size_t k = 0; k < kernels::kFloatStride; ++k) {
    if (k >= count) {
      pairs.evidence[k] = -100.0f;
      pairs.first[k] = pairs.second[k] = -1;
      continue;
    }
    pairs.first_x[k] = place(random);
    pairs.first_y[k] = place(random);
    pairs.second_x[k] = k % 2 == 0 ? pairs.first_x[k] + 20 + noise(random) : place(random);
    pairs.second_y[k] = k % 2 == 0 ? pairs.first_y[k] - 10 + noise(random) : place(random);
    pairs.cosine[k] = k % 2 == 0 ? 1.0f : 0.6f;
    pairs.sine[k] = k % 2 == 0 ? 0.0f : 0.8f;
    pairs.evidence[k] = noise(random);
    pairs.first[k] = static_cast<std::int32_t>(random() % kMinutiae);
    pairs.second[k] = static_cast<std::int32_t>(random() % kMinutiae);
  }
  return pairs;
}

struct Relaxation {
  alignas(64) std::array<float, kernels::kFloatStride * kernels::kFloatStride> table;
  alignas(64) std::array<float, kernels::kFloatStride> strength, support;
  kernels::Relaxed relaxed;

  Relaxation(const kernels::FloatKernels& form, const kernels::PairColumns& pairs, std::size_t count) {
    form.compatibility(pairs, count, table.data());
    relaxed = form.relax(pairs, count, table.data(), strength.data(), support.data());
  }
};

}  // namespace

TEST_CASE("every form relaxes to the same strengths, and compatibility is the same both ways") {
  std::mt19937 random(11);
  for (std::size_t count = 1; count <= kernels::kFloatStride; ++count) {
    const kernels::PairColumns pairs = random_pairs(random, count);
    const auto scalar = std::make_unique<Relaxation>(kernels::kFloatsScalar, pairs, count);
    const float* largest = std::max_element(scalar->strength.data(), scalar->strength.data() + count);
    CHECK(scalar->relaxed.seed == static_cast<std::size_t>(largest - scalar->strength.data()));
    CHECK(scalar->relaxed.strongest == *largest);
    if (count > 8) CHECK(*largest > 0.0f);
    for (const kernels::FloatKernels* form : float_forms()) {
      const auto other = std::make_unique<Relaxation>(*form, pairs, count);
      CHECK(other->relaxed.seed == scalar->relaxed.seed);
      CHECK(other->relaxed.strongest == scalar->relaxed.strongest);
      CHECK(other->relaxed.first_support == scalar->relaxed.first_support);
      for (std::size_t s = 0; s < count; ++s) {
        REQUIRE(other->strength[s] == scalar->strength[s]);
        REQUIRE(other->support[s] == scalar->support[s]);
        for (std::size_t t = 0; t < count; ++t) {
          REQUIRE(other->table[s * kMinutiae + t] == scalar->table[s * kMinutiae + t]);
          REQUIRE(other->table[s * kMinutiae + t] == other->table[t * kMinutiae + s]);
        }
      }
    }
  }
}

TEST_CASE("every form gives a net the same output as a plain sum") {
  std::mt19937 random(8);
  std::uniform_real_distribution<float> number(-2.0f, 2.0f);
  constexpr std::size_t kInputs = 5;
  constexpr std::size_t kHidden = 3;
  std::array<float, kInputs * kHidden> weights;
  std::array<float, kHidden> biases, output_weights;
  for (float& value : weights) value = number(random);
  for (float& value : biases) value = number(random);
  for (float& value : output_weights) value = number(random);
  alignas(64) std::array<std::array<float, 32>, kInputs> figures;
  std::array<const float*, kInputs> columns;
  for (std::size_t i = 0; i < kInputs; ++i) {
    for (float& value : figures[i]) value = number(random);
    columns[i] = figures[i].data();
  }
  for (const kernels::FloatKernels* form : float_forms()) {
    alignas(64) std::array<float, 32> outputs;
    form->net_outputs({kInputs, kHidden, weights.data(), biases.data(), output_weights.data(), 0.25f}, columns.data(),
                      outputs.size(), outputs.data());
    for (std::size_t record = 0; record < outputs.size(); ++record) {
      float expected = 0.25f;
      for (std::size_t h = 0; h < kHidden; ++h) {
        float sum = biases[h];
        for (std::size_t i = 0; i < kInputs; ++i) sum += weights[h * kInputs + i] * figures[i][record];
        expected += output_weights[h] * (sum > 0.0f ? sum : 0.0f);
      }
      REQUIRE(outputs[record] == expected);
    }
  }
}

TEST_CASE("every form of the projection gives the plain sums, of extreme values as well") {
  constexpr std::size_t kRows = 64;
  constexpr int kMost = 4095;
  std::mt19937 random(12);
  for (int round = 0; round < 40; ++round) {
    const std::size_t count = round < 2 ? 768 : kernels::kProjectedTogether * (1 + random() % 100);
    std::vector<std::int8_t> rows(kRows * count);
    std::vector<std::int16_t> values(count);
    for (std::int8_t& value : rows)
      value = static_cast<std::int8_t>(round == 0 ? -128 : static_cast<int>(random() % 256) - 128);
    for (std::int16_t& value : values)
      value = static_cast<std::int16_t>(round == 0 ? -kMost : static_cast<int>(random() % (2 * kMost + 1)) - kMost);
    for (kernels::Project* const form :
#if defined(__x86_64__)
         forms_of(&kernels::project_scalar, &kernels::project_avx2, &kernels::project_avx2)) {
#else
         {&kernels::project_scalar}) {
#endif
      const std::size_t asked = kRows - static_cast<std::size_t>(round % 5);
      std::array<std::int32_t, kRows> sums{};
      form(rows.data(), asked, values.data(), count, sums.data());
      for (std::size_t k = 0; k < asked; ++k) {
        std::int32_t expected = 0;
        for (std::size_t i = 0; i < count; ++i) expected += rows[k * count + i] * values[i];
        CHECK(sums[k] == expected);
      }
    }
  }
}

TEST_CASE("every form unfolds the columns of minutiae to the plain numbers") {
  constexpr std::size_t kMost = kernels::kTableStride;
  std::mt19937 random(13);
  for (std::size_t count = 1; count <= kMost; ++count) {
    std::array<std::uint32_t, kMost + kernels::kColumnsOvershoot / 4> places;
    std::array<std::uint8_t, kMost + kernels::kColumnsOvershoot> marks;
    for (std::uint32_t& word : places) word = static_cast<std::uint32_t>(random());
    for (std::uint8_t& byte : marks) byte = static_cast<std::uint8_t>(random());
    const int step = static_cast<int>(1 + count % 16);
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(places.data());
    const kernels::PackedColumns packed{count, bytes, marks.data(), step, -1234, 321};
    for (kernels::UnfoldColumns* const form :
#if defined(__x86_64__)
         forms_of(&kernels::unfold_columns_scalar, &kernels::unfold_columns_avx2, &kernels::unfold_columns_avx2)) {
#else
         {&kernels::unfold_columns_scalar}) {
#endif
      alignas(64) std::array<std::int16_t, kMost> evidence;
      alignas(64) std::array<float, kMost> x, y;
      std::array<std::uint8_t, kMost> angles, densities, qualities, types;
      form(packed,
           {evidence.data(), x.data(), y.data(), angles.data(), densities.data(), qualities.data(), types.data()});
      for (std::size_t i = 0; i < count; ++i) {
        REQUIRE(x[i] == static_cast<float>(-1234 + static_cast<int>(places[i] & 511) * step) / 8);
        REQUIRE(y[i] == static_cast<float>(321 + static_cast<int>(places[i] >> 9 & 511) * step) / 8);
        REQUIRE(angles[i] == 2 * (places[i] >> 18 & 127));
        REQUIRE(evidence[i] == 19 - 8 * static_cast<int>(places[i] >> 25 & 31));
        REQUIRE(types[i] == places[i] >> 30);
        REQUIRE(densities[i] == 8 + 4 * (marks[i] & 15));
        REQUIRE(qualities[i] == 4 + 6 * (marks[i] >> 4));
      }
    }
  }
}

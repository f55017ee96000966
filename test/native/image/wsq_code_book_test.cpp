#include "image/wsq_code_book.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "image/wsq_entropy.hpp"
#include "image/wsq_number.hpp"

using namespace ridgeline;
using namespace ridgeline::wsq;

namespace {

// Every symbol that occurs has a code that the decoder finds, whatever bits follow it, and none begins with ones only.
void check_book(const SymbolCounts& counts, const CodeBook& book) {
  const auto decoder = HuffmanDecoder::make(book.table);
  REQUIRE_MESSAGE(decoder.ok(), decoder.error().detail);
  for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) {
    const auto [bits, length] = book.codes[symbol];
    CHECK((length > 0) == (counts[symbol] > 0));
    if (length == 0) continue;
    CHECK(length <= kLongestCode);
    CHECK(bits != (1U << length) - 1);
    for (const unsigned rest : {0U, 0xFFFFU >> length}) {
      const auto found = decoder.value().find((static_cast<unsigned>(bits) << (kLongestCode - length)) | rest);
      CHECK(found.symbol == symbol);
      CHECK(found.length == length);
    }
  }
}

}  // namespace

TEST_CASE("one symbol, two symbols and all symbols have codes") {
  SymbolCounts counts{};
  counts[1] = 5;
  check_book(counts, make_code_book(counts));
  CHECK(make_code_book(counts).codes[1].length == 1);
  counts[180] = 1;
  check_book(counts, make_code_book(counts));
  counts.fill(1);
  check_book(counts, make_code_book(counts));
}

TEST_CASE("counts that grow like Fibonacci's numbers, which ask for codes of 40 bits, are held to 16") {
  SymbolCounts counts{};
  std::uint32_t before = 1;
  std::uint32_t now = 1;
  for (std::size_t symbol = 100; symbol < 140; ++symbol) {
    counts[symbol] = now;
    now += before;
    before = counts[symbol];
  }
  check_book(counts, make_code_book(counts));
}

TEST_CASE("codes are within a hundredth of the entropy and a bit") {
  std::mt19937 random(3);
  for (int round = 0; round < 20; ++round) {
    SymbolCounts counts{};
    double total = 0;
    for (std::uint32_t& count : counts) {
      const auto scale = static_cast<std::uint32_t>(random() % 16);
      count = random() % 3 == 0 ? 0 : static_cast<std::uint32_t>(random()) >> (16 + scale);
      total += count;
    }
    const CodeBook book = make_code_book(counts);
    check_book(counts, book);
    double bits = 0;
    double entropy_bits = 0;
    for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) {
      const double count = counts[symbol];
      bits += count * book.codes[symbol].length;
      if (count > 0) entropy_bits += count * std::log2(total / count);
    }
    CHECK(bits >= entropy_bits);
    CHECK(bits <= 1.02 * entropy_bits + 100);
  }
}

TEST_CASE("numbers keep four digits and come back as they were sent") {
  std::mt19937 random(4);
  for (int round = 0; round < 10000; ++round) {
    const auto digits = static_cast<double>(1 + random() % 65535);
    const auto fraction = static_cast<double>(random() % 1000) * 1e-9;
    const double value = digits * (1 + fraction) * std::pow(10.0, -static_cast<double>(random() % 9));
    const ScaledNumber number = scaled_16(value);
    CHECK(number.digits <= 65535);
    CHECK(number.value() == doctest::Approx(value).epsilon(0.0001));
    const ScaledNumber again = scaled_16(number.value());
    CHECK(again.digits == number.digits);
    CHECK(again.exponent == number.exponent);
    CHECK(scaled_32(value).value() == doctest::Approx(value).epsilon(1e-6));
  }
  CHECK(scaled_16(0).digits == 0);
  CHECK(scaled_16(-3).value() == 0);
  CHECK(scaled_16(65535).value() == 65535);
  CHECK(scaled_16(1e9).value() == 65535);
  CHECK(scaled_16(std::nan("")).value() == 0);
}

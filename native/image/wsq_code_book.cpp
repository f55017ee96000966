#include "image/wsq_code_book.hpp"

#include <algorithm>
#include <cstddef>

namespace ridgeline::wsq {
namespace {

/// A symbol of our own that occurs once: it takes a longest code, the one of all ones, and is left out of the table.
constexpr std::size_t kReserved = kSymbols;

class CodeLengths {
 public:
  explicit CodeLengths(const SymbolCounts& counts) {
    std::copy(counts.begin(), counts.end(), weights_.begin());
    weights_[kReserved] = 1;
    next_.fill(-1);
    while (merge_two_rarest()) continue;
    for (const int length : lengths_) {
      if (length > 0) ++of_length_[static_cast<std::size_t>(length)];
    }
    shorten();
    std::size_t longest = kLongestCode;
    while (of_length_[longest] == 0) --longest;
    --of_length_[longest];
  }

  /// How many codes there are of a length from 1 to 16.
  [[nodiscard]] int count(std::size_t length) const { return of_length_[length]; }
  /// The length before codes were shortened, which keeps the order of the symbols.
  [[nodiscard]] int original(std::size_t symbol) const { return lengths_[symbol]; }

 private:
  // Every node of the tree is a chain of its symbols, led by one of them.
  bool merge_two_rarest() {
    const int first = rarest_but(-1);
    const int second = rarest_but(first);
    if (second < 0) return false;
    weights_[static_cast<std::size_t>(first)] += weights_[static_cast<std::size_t>(second)];
    weights_[static_cast<std::size_t>(second)] = 0;
    const int last = lengthen(first);
    next_[static_cast<std::size_t>(last)] = second;
    lengthen(second);
    return true;
  }

  // The last of equals, which makes the reserved symbol's code the longest.
  [[nodiscard]] int rarest_but(int excluded) const {
    int rarest = -1;
    for (int i = 0; i < static_cast<int>(weights_.size()); ++i) {
      const std::uint64_t weight = weights_[static_cast<std::size_t>(i)];
      if (weight == 0 || i == excluded) continue;
      if (rarest < 0 || weight <= weights_[static_cast<std::size_t>(rarest)]) rarest = i;
    }
    return rarest;
  }

  int lengthen(int leader) {
    int last = leader;
    for (int i = leader; i >= 0; i = next_[static_cast<std::size_t>(i)]) {
      ++lengths_[static_cast<std::size_t>(i)];
      last = i;
    }
    return last;
  }

  // Two codes that are too long give up their common beginning: one takes it, and the other goes beside a shorter code,
  // which becomes one bit longer.
  void shorten() {
    for (std::size_t length = of_length_.size() - 1; length > kLongestCode; --length) {
      while (of_length_[length] > 0) {
        std::size_t shorter = length - 2;
        while (of_length_[shorter] == 0) --shorter;
        of_length_[length] -= 2;
        ++of_length_[length - 1];
        of_length_[shorter + 1] += 2;
        --of_length_[shorter];
      }
    }
  }

  std::array<std::uint64_t, kSymbols + 1> weights_{};
  std::array<int, kSymbols + 1> next_{};
  std::array<int, kSymbols + 1> lengths_{};
  std::array<int, kSymbols + 2> of_length_{};
};

}  // namespace

CodeBook make_code_book(const SymbolCounts& counts) {
  const CodeLengths lengths(counts);
  CodeBook book;
  for (int original = 1; original <= static_cast<int>(kSymbols); ++original) {
    for (std::size_t symbol = 0; symbol < kSymbols; ++symbol) {
      if (lengths.original(symbol) == original) book.table.symbols.push_back(static_cast<std::uint8_t>(symbol));
    }
  }
  unsigned code = 0;
  std::size_t place = 0;
  for (std::size_t length = 1; length <= kLongestCode; ++length, code <<= 1) {
    book.table.counts[length - 1] = static_cast<std::uint8_t>(lengths.count(length));
    for (int i = 0; i < lengths.count(length); ++i, ++code, ++place) {
      book.codes[book.table.symbols[place]] = {static_cast<std::uint16_t>(code), static_cast<std::uint8_t>(length)};
    }
  }
  return book;
}

}  // namespace ridgeline::wsq

#include "image/wsq_tokens.hpp"

#include <cmath>
#include <cstddef>
#include <utility>

namespace ridgeline::wsq {
namespace {

constexpr unsigned kLongestRun = 0xFFFF;
constexpr unsigned kLargest8 = 0xFF;

class TokenWriter {
 public:
  void put(std::span<const int> bins) {
    std::size_t zeros = zeros_;
    for (const int bin : bins) {
      if (bin == 0) {
        ++zeros;
        continue;
      }
      end_run(zeros);
      zeros = 0;
      tokens_.push_back(token_of(bin));
    }
    zeros_ = zeros;
  }

  [[nodiscard]] std::vector<Token> take() && {
    end_run(zeros_);
    return std::move(tokens_);
  }

 private:
  static Token token_of(int bin) {
    const int symbol = bin + kBinZero;
    if (symbol >= static_cast<int>(kFirstBin) && symbol <= static_cast<int>(kLastBin)) {
      return {static_cast<std::uint8_t>(symbol), 0, 0};
    }
    const auto size = static_cast<unsigned>(bin < 0 ? -bin : bin);
    if (size <= kLargest8) return escaped(bin < 0 ? kNegative8 : kPositive8, 8, size);
    return escaped(bin < 0 ? kNegative16 : kPositive16, 16, size);
  }

  static Token escaped(unsigned symbol, int bits, unsigned value) {
    return {static_cast<std::uint8_t>(symbol), static_cast<std::uint8_t>(bits), static_cast<std::uint16_t>(value)};
  }

  void end_run(std::size_t zeros) {
    for (; zeros > kLongestRun; zeros -= kLongestRun) tokens_.push_back(escaped(kRun16, 16, kLongestRun));
    if (zeros > kLargest8) {
      tokens_.push_back(escaped(kRun16, 16, static_cast<unsigned>(zeros)));
    } else if (zeros > kLastRun) {
      tokens_.push_back(escaped(kRun8, 8, static_cast<unsigned>(zeros)));
    } else if (zeros > 0) {
      tokens_.push_back({static_cast<std::uint8_t>(zeros), 0, 0});
    }
  }

  std::size_t zeros_ = 0;
  std::vector<Token> tokens_;
};

// Below half the zero bin the quotient lies between -0.6 and 0, and one more is cut off to 0.
void quantise_row(const float* row, int count, const Quantizer& quantizer, int* __restrict bins) {
  const float width = quantizer.bin_width;
  const float half_zero = quantizer.zero_bin_width / 2;
  for (int i = 0; i < count; ++i) {
    const float magnitude = std::abs(row[i]);
    const int bin = static_cast<int>((magnitude - half_zero) / width + 1.0F);
    bins[i] = row[i] < 0 ? -bin : bin;
  }
}

}  // namespace

std::vector<Token> tokens_of(const Layout& layout, const Quantization& quantization, std::span<const float> plane,
                             int stride, std::size_t first, std::size_t end) {
  TokenWriter tokens;
  std::vector<int> bins(static_cast<std::size_t>(stride));
  for (std::size_t i = first; i < end; ++i) {
    const Quantizer& quantizer = quantization.subbands[i];
    if (quantizer.bin_width == 0) continue;
    const Region& region = layout.subbands[i];
    for (int y = region.y; y < region.y + region.height; ++y) {
      quantise_row(plane.data() + static_cast<std::ptrdiff_t>(y) * stride + region.x, region.width, quantizer,
                   bins.data());
      tokens.put(std::span(bins).first(static_cast<std::size_t>(region.width)));
    }
  }
  return std::move(tokens).take();
}

void count_symbols(std::span<const Token> tokens, SymbolCounts& counts) {
  for (const Token& token : tokens) ++counts[token.symbol];
}

}  // namespace ridgeline::wsq

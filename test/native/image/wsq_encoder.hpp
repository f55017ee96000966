// A small WSQ encoder for the tests: clear rather than fast, and free to write what no usual encoder writes.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "image/gray_image.hpp"
#include "wavelet_model.hpp"

namespace ridgeline::test {

using Bytes = std::vector<std::uint8_t>;

/// One marker segment; `coded` follows its length-prefixed content, as after the header of a block.
struct Segment {
  std::uint8_t marker;
  Bytes content;
  Bytes coded;
};

struct Encoding {
  FilterPair filters;
  /// Of the first subband, in units of 128 grey levels; others are up to 40 % wider.
  double bin_width = 0.02;
  std::set<int> silent_subbands = {60, 61, 62, 63};
  /// Symbols between restart markers; 0 = no restarts.
  int restart_interval = 0;
  /// All Huffman tables in one segment before the first block, instead of one before each block.
  bool tables_together = false;
  int ppi = 500;
};

/// What the encoder decided: the numbers that the stream carries, and what they stand for.
struct Coded {
  std::vector<std::vector<int>> bins;
  std::vector<Plane> dequantized;
  std::vector<double> bin_widths;
  std::vector<double> zero_bin_widths;
};

inline constexpr double kBinCentre = 0.44;
inline constexpr double kShift = 128;
inline constexpr double kScale = 128;

inline void put(Bytes& bytes, std::uint32_t value, int count) {
  for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

/// A number as digits and a power of ten, in `bytes` bytes of digits: what the stream can say that is nearest to it.
struct Scaled {
  std::uint8_t exponent = 0;
  std::uint32_t digits = 0;

  Scaled(double value, double limit) {
    double power = 1;
    while (exponent < 9 && value * power * 10 < limit) {
      power *= 10;
      ++exponent;
    }
    digits = static_cast<std::uint32_t>(std::lround(value * power));
  }
  [[nodiscard]] double value() const { return digits / std::pow(10, exponent); }
  static Scaled of16(double value) { return {value, 65535}; }
  static Scaled of32(double value) { return {value, 4e9}; }
};

inline void put_scaled16(Bytes& bytes, double value) {
  const Scaled scaled = Scaled::of16(value);
  put(bytes, scaled.exponent, 1);
  put(bytes, scaled.digits, 2);
}

inline Coded code(const GrayImage& image, const Encoding& encoding) {
  Plane plane(image.width, image.height);
  for (std::size_t i = 0; i < image.pixels.size(); ++i) plane.samples[i] = (image.pixels[i] - kShift) / kScale;
  std::vector<Plane> subbands;
  WaveletModel(encoding.filters).take_apart(SplitTree::wsq(), plane, false, false, subbands);
  Coded coded;
  for (int i = 0; i < 64; ++i) {
    const bool silent = encoding.silent_subbands.contains(i);
    const double width = silent ? 0 : Scaled::of16(encoding.bin_width * (1 + 0.1 * (i % 5))).value();
    const double zero_width = Scaled::of16(1.2 * width).value();
    Plane& subband = subbands[static_cast<std::size_t>(i)];
    std::vector<int> bins;
    for (double& sample : subband.samples) {
      const double beyond = std::abs(sample) - zero_width / 2;
      const int bin = silent || beyond <= 0 ? 0 : static_cast<int>(beyond / width) + 1;
      const double value = bin == 0 ? 0 : width * (bin - kBinCentre) + zero_width / 2;
      bins.push_back(sample < 0 ? -bin : bin);
      sample = sample < 0 ? -value : value;
    }
    coded.bins.push_back(bins);
    coded.bin_widths.push_back(width);
    coded.zero_bin_widths.push_back(zero_width);
  }
  coded.dequantized = std::move(subbands);
  return coded;
}

/// The pixels that the plain model makes of the coded numbers.
inline std::vector<std::uint8_t> model_pixels(const Coded& coded, const Encoding& encoding) {
  std::size_t next = 0;
  const Plane plane =
      WaveletModel(encoding.filters).put_together(SplitTree::wsq(), coded.dequantized, false, false, next);
  std::vector<std::uint8_t> pixels;
  for (const double sample : plane.samples) {
    pixels.push_back(static_cast<std::uint8_t>(std::clamp(sample * kScale + kShift + 0.5, 0.0, 255.0)));
  }
  return pixels;
}

/// A Huffman symbol and the bits that follow it.
struct Symbol {
  std::uint8_t symbol;
  int extra_bits = 0;
  unsigned extra = 0;
};

inline Symbol symbol_of_run(int zeros) {
  if (zeros <= 100) return {static_cast<std::uint8_t>(zeros)};
  return zeros < 256 ? Symbol{105, 8, static_cast<unsigned>(zeros)} : Symbol{106, 16, static_cast<unsigned>(zeros)};
}

inline Symbol symbol_of_bin(int bin) {
  if (bin >= -73 && bin <= 74) return {static_cast<std::uint8_t>(bin + 180)};
  const auto size = static_cast<unsigned>(std::abs(bin));
  const bool wide = size > 255;
  return {static_cast<std::uint8_t>((wide ? 103 : 101) + (bin < 0 ? 1 : 0)), wide ? 16 : 8, size};
}

inline std::vector<Symbol> symbols_of(const Coded& coded, std::size_t first_subband, std::size_t end_subband) {
  std::vector<Symbol> symbols;
  int zeros = 0;
  const auto end_run = [&] {
    if (zeros > 0) symbols.push_back(symbol_of_run(zeros));
    zeros = 0;
  };
  for (std::size_t i = first_subband; i < end_subband; ++i) {
    if (coded.bin_widths[i] == 0) continue;
    for (const int bin : coded.bins[i]) {
      if (bin == 0 && zeros < 65535) {
        ++zeros;
        continue;
      }
      end_run();
      if (bin == 0) ++zeros;
      if (bin != 0) symbols.push_back(symbol_of_bin(bin));
    }
  }
  end_run();
  return symbols;
}

/// Codes of Shannon's lengths, ceil(log2(1/p)): they always fit. Symbol 0, which never occurs, takes the last code and
/// is then left out of the table, so that no code begins with the ones that fill up the last byte.
struct CodeBook {
  std::array<std::uint8_t, 16> counts{};
  Bytes symbols;
  std::array<int, 256> lengths{};
  std::array<unsigned, 256> codes{};

  explicit CodeBook(const std::vector<Symbol>& used) {
    std::array<double, 256> frequencies{};
    for (const Symbol& symbol : used) ++frequencies[symbol.symbol];
    frequencies[0] = 1;
    const double total = static_cast<double>(used.size()) + 1;
    for (int length = 1; length <= 16; ++length) {
      for (int symbol = 255; symbol >= 0; --symbol)
        add(symbol, length, frequencies[static_cast<std::size_t>(symbol)], total);
    }
    unsigned code = 0;
    std::size_t at = 0;
    for (int length = 1; length <= 16; ++length, code <<= 1) {
      for (int i = 0; i < counts[static_cast<std::size_t>(length - 1)]; ++i) codes[symbols[at++]] = code++;
    }
    symbols.pop_back();
    --counts[static_cast<std::size_t>(lengths[0] - 1)];
  }

 private:
  void add(int symbol, int length, double frequency, double total) {
    if (frequency == 0) return;
    const int wanted = std::clamp(static_cast<int>(std::ceil(std::log2(total / frequency))), 1, 16);
    if (wanted != length) return;
    ++counts[static_cast<std::size_t>(length - 1)];
    symbols.push_back(static_cast<std::uint8_t>(symbol));
    lengths[static_cast<std::size_t>(symbol)] = length;
  }
};

class BitWriter {
 public:
  void put_bits(unsigned value, int count) {
    for (int i = count - 1; i >= 0; --i) put_bit(value >> i & 1);
  }
  /// Fills the last byte with ones.
  void align() {
    while (filled_ != 0) put_bit(1);
  }
  void put_restart(int number) {
    align();
    bytes_.push_back(0xFF);
    bytes_.push_back(static_cast<std::uint8_t>(0xB0 + number % 8));
  }
  [[nodiscard]] Bytes take() {
    align();
    return bytes_;
  }

 private:
  void put_bit(unsigned bit) {
    byte_ = byte_ << 1 | bit;
    if (++filled_ < 8) return;
    bytes_.push_back(static_cast<std::uint8_t>(byte_));
    if (bytes_.back() == 0xFF) bytes_.push_back(0);
    byte_ = 0;
    filled_ = 0;
  }

  Bytes bytes_;
  unsigned byte_ = 0;
  int filled_ = 0;
};

inline Bytes coded_bits(const std::vector<Symbol>& symbols, const CodeBook& book, int restart_interval) {
  BitWriter writer;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const auto interval = static_cast<std::size_t>(restart_interval);
    if (restart_interval != 0 && i != 0 && i % interval == 0) writer.put_restart(static_cast<int>(i / interval) - 1);
    writer.put_bits(book.codes[symbols[i].symbol], book.lengths[symbols[i].symbol]);
    writer.put_bits(symbols[i].extra, symbols[i].extra_bits);
  }
  return writer.take();
}

inline Bytes comment(const std::string& text) { return {text.begin(), text.end()}; }

inline Segment nist_comment(const GrayImage& image, int ppi) {
  return {
      0xA8,
      comment("NIST_COM 7\nPIX_WIDTH " + std::to_string(image.width) + "\nPIX_HEIGHT " + std::to_string(image.height) +
              "\nPIX_DEPTH 8\nPPI " + std::to_string(ppi) + "\nLOSSY 1\nCOLORSPACE GRAY\n"),
      {}};
}

inline Segment transform_segment(const FilterPair& filters) {
  Segment segment{0xA4, {}, {}};
  put(segment.content, static_cast<std::uint32_t>(FilterPair::length(filters.low_half, filters.even)), 1);
  put(segment.content, static_cast<std::uint32_t>(FilterPair::length(filters.high_half, filters.even)), 1);
  for (const auto* half : {&filters.low_half, &filters.high_half}) {
    for (const double value : *half) {
      const Scaled scaled = Scaled::of32(std::abs(value));
      put(segment.content, value < 0 ? 1 : 0, 1);
      put(segment.content, scaled.exponent, 1);
      put(segment.content, scaled.digits, 4);
    }
  }
  return segment;
}

inline Segment quantization_segment(const Coded& coded) {
  Segment segment{0xA5, {}, {}};
  put_scaled16(segment.content, kBinCentre);
  for (std::size_t i = 0; i < 64; ++i) {
    put_scaled16(segment.content, coded.bin_widths[i]);
    put_scaled16(segment.content, coded.zero_bin_widths[i]);
  }
  return segment;
}

inline Segment frame_segment(int width, int height) {
  Segment segment{0xA2, {0, 255}, {}};
  put(segment.content, static_cast<std::uint32_t>(height), 2);
  put(segment.content, static_cast<std::uint32_t>(width), 2);
  put_scaled16(segment.content, kShift);
  put_scaled16(segment.content, kScale);
  segment.content.insert(segment.content.end(), {2, 0, 1});
  return segment;
}

/// The stream's segments in the usual order; start and end of image are serialized()'s.
inline std::vector<Segment> segments_of(const GrayImage& image, const Coded& coded, const Encoding& encoding) {
  std::vector<Segment> segments = {nist_comment(image, encoding.ppi), transform_segment(encoding.filters),
                                   quantization_segment(coded), frame_segment(image.width, image.height)};
  if (encoding.restart_interval != 0) {
    segments.push_back({0xA7, {}, {}});
    put(segments.back().content, static_cast<std::uint32_t>(encoding.restart_interval), 2);
  }
  const std::array<std::size_t, 4> breaks = {0, 19, 52, 64};
  Segment tables{0xA6, {}, {}};
  std::vector<Segment> blocks;
  for (std::size_t block = 0; block < 3; ++block) {
    const auto symbols = symbols_of(coded, breaks[block], breaks[block + 1]);
    const CodeBook book(symbols);
    put(tables.content, static_cast<std::uint32_t>(block), 1);
    tables.content.insert(tables.content.end(), book.counts.begin(), book.counts.end());
    tables.content.insert(tables.content.end(), book.symbols.begin(), book.symbols.end());
    if (!encoding.tables_together) {
      blocks.push_back(tables);
      tables.content.clear();
    }
    blocks.push_back({0xA3, {static_cast<std::uint8_t>(block)}, coded_bits(symbols, book, encoding.restart_interval)});
  }
  if (encoding.tables_together) segments.push_back(tables);
  segments.insert(segments.end(), blocks.begin(), blocks.end());
  return segments;
}

inline Bytes serialized(const std::vector<Segment>& segments) {
  Bytes bytes = {0xFF, 0xA0};
  for (const Segment& segment : segments) {
    bytes.insert(bytes.end(), {0xFF, segment.marker});
    put(bytes, static_cast<std::uint32_t>(segment.content.size() + 2), 2);
    bytes.insert(bytes.end(), segment.content.begin(), segment.content.end());
    bytes.insert(bytes.end(), segment.coded.begin(), segment.coded.end());
  }
  bytes.insert(bytes.end(), {0xFF, 0xA1});
  return bytes;
}

inline Bytes encoded(const GrayImage& image, const Encoding& encoding) {
  return serialized(segments_of(image, code(image, encoding), encoding));
}

}  // namespace ridgeline::test

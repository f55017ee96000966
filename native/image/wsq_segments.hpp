// The marker segments of a WSQ stream and what they say (IAFIS-IC-0110, Part 1, Annex B).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "image/wsq_layout.hpp"

namespace ridgeline::wsq {

/// Second byte of a marker; the first is FF.
enum class Marker : std::uint8_t {
  start_of_image = 0xA0,
  end_of_image = 0xA1,
  start_of_frame = 0xA2,
  start_of_block = 0xA3,
  transform_table = 0xA4,
  quantization_table = 0xA5,
  huffman_tables = 0xA6,
  restart_interval = 0xA7,
  comment = 0xA8,
  restart_first = 0xB0,
  restart_last = 0xB7,
};

/// The image's size and the shift and scale that its pixels were normalised with: pixel = value * scale + shift.
struct Frame {
  int width = 0;
  int height = 0;
  float shift = 0;
  float scale = 0;
};

/// The synthesis filters, whole: both of odd length (symmetric about a tap) or both of even length (low-pass symmetric
/// and high-pass antisymmetric about the middle of two taps).
struct Transform {
  std::vector<float> low;
  std::vector<float> high;
};

/// A width of 0 means that the subband is not transmitted.
struct Quantizer {
  float bin_width = 0;
  float zero_bin_width = 0;
};

struct Quantization {
  float bin_centre = 0;
  std::array<Quantizer, kSubbands> subbands{};
};

struct HuffmanTable {
  /// Codes of each length from 1 to 16 bits.
  std::array<std::uint8_t, 16> counts{};
  std::vector<std::uint8_t> symbols;
};

inline constexpr std::size_t kHuffmanTables = 8;
using HuffmanTables = std::array<HuffmanTable, kHuffmanTables>;

[[nodiscard]] Error malformed(const std::string& detail);

// Each reads the bytes of one segment after its length field.
Result<Frame> read_frame(std::span<const std::uint8_t> segment);
Result<Transform> read_transform(std::span<const std::uint8_t> segment);
Result<Quantization> read_quantization(std::span<const std::uint8_t> segment);

/// Adds the tables of one segment to those that stand already; a later table of the same number replaces the former.
Result<bool> read_huffman_tables(std::span<const std::uint8_t> segment, HuffmanTables& tables);

/// The resolution in a comment of NIST's attribute list ("NIST_COM" first, one name and value a line), or 0.
[[nodiscard]] double ppi_of_comment(std::span<const std::uint8_t> segment);

}  // namespace ridgeline::wsq

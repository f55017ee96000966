// Reads a WSQ stream from marker to marker (IAFIS-IC-0110, Part 1, Annex B).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "image/wsq_entropy.hpp"
#include "image/wsq_layout.hpp"
#include "image/wsq_segments.hpp"

namespace ridgeline::wsq {

/// What a whole stream says.
struct Stream {
  Frame frame;
  Transform transform;
  Quantization quantization;
  Layout layout;
  double ppi = 0;
  /// The bin numbers of all transmitted subbands, one subband after another, rows first. As long as the image has
  /// pixels, so that there is room for every subband.
  std::vector<float> bins;
};

/// Keeps what it has learnt from one marker to the next.
class StreamReader {
 public:
  /// `bytes` begin with the start of image marker.
  explicit StreamReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  /// Errors: MALFORMED_WSQ, IMAGE_TOO_LARGE. Call once.
  Result<Stream> read();

 private:
  Result<Marker> next_marker();
  Result<std::span<const std::uint8_t>> next_segment();
  Result<bool> take_segment(Marker marker, std::span<const std::uint8_t> segment);
  Result<bool> begin_blocks();
  Result<bool> read_block(std::span<const std::uint8_t> header);
  Result<bool> take_restart(Marker marker);
  Result<Stream> finish();
  [[nodiscard]] bool all_bins_read() const { return writer_ && writer_->full(); }
  [[nodiscard]] std::size_t next_break() const;

  std::span<const std::uint8_t> bytes_;
  std::size_t offset_ = 2;
  std::optional<Frame> frame_;
  std::optional<Transform> transform_;
  std::optional<Quantization> quantization_;
  HuffmanTables huffman_tables_;
  bool restarts_enabled_ = false;
  std::optional<unsigned> last_restart_;
  double ppi_ = 0;
  Layout layout_{};
  std::vector<float> bins_;
  std::optional<BinWriter> writer_;
  /// Counts of bins at which a block must end.
  std::array<std::size_t, 3> breaks_{};
};

}  // namespace ridgeline::wsq

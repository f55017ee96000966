// The bytes of a prepared print, as dense as comparison allows: a gallery keeps millions of them. A head, one column after the
// other without padding, and the ridge flow map as encode_flow() writes it. Any alignment will do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "match/kernels/minutia_columns.hpp"
#include "match/parameters.hpp"

namespace ridgeline::match {

using match_parameters::kDescriptorValues;

struct PreparedHead {
  std::uint16_t mark;          ///< kPreparedMark
  std::uint8_t minutiae;       ///< that take part
  std::uint8_t position_step;  ///< of positions, 1 / kPositionSteps px, at least 1
  std::int16_t left;           ///< of the corner that they count from, 1 / kPositionSteps px, y up
  std::int16_t bottom;
};
static_assert(sizeof(PreparedHead) == 8);

/// The version of the layout and of what the descriptors mean.
inline constexpr std::uint16_t kPreparedMark = 0x5250 + 7;

using kernels::kMarkBytes;
using kernels::kPlaceBytes;

/// Bytes of a minutia in each column.
inline constexpr std::size_t kDescriptorBytes = kDescriptorValues / 2;
inline constexpr std::size_t kMinutiaBytes = kDescriptorBytes + kPlaceBytes + kMarkBytes;

/// Offsets of the columns, bytes from the start of the block. Behind the marks stands the flow map, to the end.
struct PreparedLayout {
  std::size_t descriptors = 0;  ///< four bits a value, see kernels/evidence_table.hpp
  std::size_t places = 0;       ///< this and the next see kernels/minutia_columns.hpp
  std::size_t marks = 0;
  std::size_t flow = 0;

  static constexpr PreparedLayout of(std::size_t minutiae) noexcept {
    PreparedLayout layout;
    layout.descriptors = sizeof(PreparedHead);
    layout.places = layout.descriptors + minutiae * kDescriptorBytes;
    layout.marks = layout.places + minutiae * kPlaceBytes;
    layout.flow = layout.marks + minutiae * kMarkBytes;
    return layout;
  }
};

/// The smallest step of positions with which the farthest reaches this far, both in 1 / kPositionSteps px.
[[nodiscard]] constexpr int step_to_reach(int extent) noexcept {
  return (extent + kernels::kMostPosition - 1) / kernels::kMostPosition;
}

/// Whether bytes that lay elsewhere in between have the form of a prepared print, so that comparing them is safe; whether prepare()
/// would make the same of their template today, they cannot tell.
[[nodiscard]] bool is_prepared(std::span<const std::uint8_t> bytes) noexcept;

/// A prepared print, read in place. The block must be one that prepare() made, or is_prepared() holds for.
class PreparedView {
 public:
  explicit PreparedView(std::span<const std::uint8_t> bytes) noexcept;

  [[nodiscard]] const PreparedHead& head() const noexcept { return head_; }
  [[nodiscard]] std::size_t minutiae() const noexcept { return head_.minutiae; }
  [[nodiscard]] const std::uint8_t* descriptors() const noexcept { return bytes_.data() + layout_.descriptors; }
  [[nodiscard]] const std::uint8_t* places() const noexcept { return bytes_.data() + layout_.places; }
  [[nodiscard]] const std::uint8_t* marks() const noexcept { return bytes_.data() + layout_.marks; }
  /// As encode_flow() wrote it; empty where the template has no flow map.
  [[nodiscard]] std::span<const std::uint8_t> flow() const noexcept { return bytes_.subspan(layout_.flow); }

 private:
  std::span<const std::uint8_t> bytes_;
  PreparedHead head_{};
  PreparedLayout layout_;
};

}  // namespace ridgeline::match

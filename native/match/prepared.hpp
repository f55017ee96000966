// The bytes of a prepared print, as dense as comparison allows: a gallery keeps millions of them. A head, one column after the
// other without padding, and the ridge flow map as encode_flow() writes it. Any alignment will do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "match/kernels/minutia_columns.hpp"
#include "match/parameters.hpp"
#include "template/ridge_flow.hpp"

namespace ridgeline::match {

using match_parameters::kDescriptorValues;

struct PreparedHead {
  std::uint16_t mark;           ///< kPreparedMark
  std::uint8_t minutiae;        ///< that take part
  std::uint8_t position_shift;  ///< positions are in steps of 2^shift / 8 px from the corner
  std::int16_t left;            ///< of the corner, 1/8 px, y up
  std::int16_t bottom;
  std::uint16_t flow_bytes;  ///< 0 where there is no flow map
  std::uint16_t unused;
  std::uint32_t order_key;  ///< a hash of the columns: which of two prints comes first in a comparison
};
static_assert(sizeof(PreparedHead) == 16);

/// The version of the layout and of what the descriptors mean.
inline constexpr std::uint16_t kPreparedMark = 0x5250 + 6;

using kernels::kDensityBits;
using kernels::kMarkBytes;
using kernels::kMostOwnEvidence;
using kernels::kOwnStep;
using kernels::kPositionBits;
using kernels::kPositionBytes;
using kernels::kQualityBits;

/// Bytes of a minutia in each column.
inline constexpr std::size_t kDescriptorBytes = kDescriptorValues / 2;
inline constexpr std::size_t kMinutiaBytes = kDescriptorBytes + 1 + kPositionBytes + 1 + kMarkBytes;

/// Bytes of a prepared print, at most.
inline constexpr std::size_t kMostPreparedBytes =
    sizeof(PreparedHead) + match_parameters::kMaxUsedMinutiae * kMinutiaBytes + kMaxFlowBytes;

/// Offsets of the columns, bytes from the start of the block.
struct PreparedLayout {
  std::size_t descriptors = 0;   ///< four bits a value, see kernels/evidence_table.hpp
  std::size_t own_evidence = 0;  ///< this and the next three see kernels/minutia_columns.hpp
  std::size_t positions = 0;
  std::size_t angles = 0;  ///< 1/256 turn
  std::size_t marks = 0;   ///< density, quality, type
  std::size_t flow = 0;
  std::size_t total_bytes = 0;

  static constexpr PreparedLayout of(std::size_t minutiae, std::size_t flow_bytes) noexcept {
    PreparedLayout layout;
    std::size_t at = sizeof(PreparedHead);
    const auto column = [&at](std::size_t bytes) {
      const std::size_t start = at;
      at += bytes;
      return start;
    };
    layout.descriptors = column(minutiae * kDescriptorBytes);
    layout.own_evidence = column(minutiae);
    layout.positions = column(minutiae * kPositionBytes);
    layout.angles = column(minutiae);
    layout.marks = column(minutiae * kMarkBytes);
    layout.flow = column(flow_bytes);
    layout.total_bytes = at;
    return layout;
  }
};

/// Whether bytes that lay elsewhere in between have the form of a prepared print, so that comparing them is safe; whether prepare()
/// would make the same of their template today, they cannot tell.
[[nodiscard]] bool is_prepared(std::span<const std::uint8_t> bytes) noexcept;

/// A prepared print, read in place. The block must be one that prepare() made, or is_prepared() holds for.
class PreparedView {
 public:
  explicit PreparedView(std::span<const std::uint8_t> bytes) noexcept;

  [[nodiscard]] const PreparedHead& head() const noexcept { return head_; }
  [[nodiscard]] std::size_t minutiae() const noexcept { return head_.minutiae; }
  [[nodiscard]] const std::uint8_t* descriptors() const noexcept { return bytes_ + layout_.descriptors; }
  [[nodiscard]] const std::uint8_t* own_evidence() const noexcept { return bytes_ + layout_.own_evidence; }
  [[nodiscard]] const std::uint8_t* positions() const noexcept { return bytes_ + layout_.positions; }
  [[nodiscard]] const std::uint8_t* angles() const noexcept { return bytes_ + layout_.angles; }
  [[nodiscard]] const std::uint8_t* marks() const noexcept { return bytes_ + layout_.marks; }
  /// As encode_flow() wrote it; empty where the template has no flow map.
  [[nodiscard]] std::span<const std::uint8_t> flow() const noexcept {
    return {bytes_ + layout_.flow, head_.flow_bytes};
  }

 private:
  const std::uint8_t* bytes_ = nullptr;
  PreparedHead head_{};
  PreparedLayout layout_;
};

}  // namespace ridgeline::match

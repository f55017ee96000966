// The block of bytes of a prepared print: a head of 64 bytes, one column after the other, padded to 16 minutiae, and the cells of
// the ridge flow map.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "match/flow_view.hpp"
#include "match/parameters.hpp"

namespace ridgeline::match {

using match_parameters::kDescriptorValues;
using match_parameters::kLanes;

inline constexpr std::size_t kBlockAlignment = 64;

struct PreparedHead {
  std::uint32_t mark;       ///< kPreparedMark
  std::uint16_t minutiae;   ///< that take part
  std::uint16_t padded;     ///< the same, rounded up to kLanes
  std::uint64_t order_key;  ///< a hash of the columns: which of two prints comes first in a comparison
  FlowFrame flow;           ///< of the flow map, without cells where there is none
  std::uint8_t unused[44];
};
static_assert(sizeof(PreparedHead) == kBlockAlignment);

/// "RP" and the version of the layout.
inline constexpr std::uint32_t kPreparedMark = 0x04005052;

/// Offsets of the columns, bytes from the start of the block.
struct PreparedLayout {
  std::size_t descriptors = 0;   ///< four bits a value, see kernels/evidence_table.hpp
  std::size_t own_evidence = 0;  ///< int16, 1 / kEvidenceSteps
  std::size_t x = 0;             ///< int16, 1/8 px
  std::size_t y = 0;             ///< int16, 1/8 px, y up
  std::size_t angles = 0;        ///< uint8, 1/256 turn
  std::size_t qualities = 0;     ///< uint8, 1..100
  std::size_t types = 0;         ///< uint8, MinutiaType
  std::size_t densities = 0;     ///< uint8, minutiae around, 1 / kDensitySteps
  std::size_t indices = 0;       ///< uint8, into Template::minutiae
  std::size_t flow = 0;          ///< uint8, RidgeFlowMap::cells
  std::size_t total_bytes = 0;

  static constexpr PreparedLayout of(std::size_t padded, std::size_t flow_cells) noexcept {
    PreparedLayout layout;
    std::size_t at = sizeof(PreparedHead);
    const auto column = [&at, padded](std::size_t element_bytes) {
      const std::size_t start = at;
      at += padded * element_bytes;
      return start;
    };
    layout.descriptors = column(kDescriptorValues / 2);
    layout.own_evidence = column(2);
    layout.x = column(2);
    layout.y = column(2);
    layout.angles = column(1);
    layout.qualities = column(1);
    layout.types = column(1);
    layout.densities = column(1);
    layout.indices = column(1);
    layout.flow = at;
    at += flow_cells;
    layout.total_bytes = (at + kBlockAlignment - 1) / kBlockAlignment * kBlockAlignment;
    return layout;
  }
};

/// A prepared print, read in place. The block must be one that prepare() made.
class PreparedView {
 public:
  explicit PreparedView(std::span<const std::uint8_t> bytes) noexcept;

  [[nodiscard]] std::size_t minutiae() const noexcept { return minutiae_; }
  [[nodiscard]] std::size_t padded() const noexcept { return padded_; }
  [[nodiscard]] const std::uint8_t* descriptors() const noexcept { return column<std::uint8_t>(layout_.descriptors); }
  [[nodiscard]] const std::int16_t* own_evidence() const noexcept { return column<std::int16_t>(layout_.own_evidence); }
  [[nodiscard]] const std::int16_t* x() const noexcept { return column<std::int16_t>(layout_.x); }
  [[nodiscard]] const std::int16_t* y() const noexcept { return column<std::int16_t>(layout_.y); }
  [[nodiscard]] const std::uint8_t* angles() const noexcept { return column<std::uint8_t>(layout_.angles); }
  [[nodiscard]] const std::uint8_t* qualities() const noexcept { return column<std::uint8_t>(layout_.qualities); }
  [[nodiscard]] const std::uint8_t* types() const noexcept { return column<std::uint8_t>(layout_.types); }
  [[nodiscard]] const std::uint8_t* densities() const noexcept { return column<std::uint8_t>(layout_.densities); }
  [[nodiscard]] const std::uint8_t* indices() const noexcept { return column<std::uint8_t>(layout_.indices); }

  /// Without cells where the template has no flow map.
  [[nodiscard]] FlowView flow() const noexcept { return {flow_, column<std::uint8_t>(layout_.flow)}; }

  /// Which of two prints comes first, so that a comparison does the same sums whichever is the probe.
  [[nodiscard]] bool comes_before(const PreparedView& other) const noexcept {
    return minutiae_ != other.minutiae_ ? minutiae_ < other.minutiae_ : order_key_ <= other.order_key_;
  }

 private:
  template <class T>
  [[nodiscard]] const T* column(std::size_t offset) const noexcept {
    return reinterpret_cast<const T*>(bytes_ + offset);
  }

  const std::uint8_t* bytes_ = nullptr;
  std::size_t minutiae_ = 0;
  std::size_t padded_ = 0;
  std::uint64_t order_key_ = 0;
  FlowFrame flow_;
  PreparedLayout layout_;
};

}  // namespace ridgeline::match

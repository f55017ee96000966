// A print laid out for comparison: the columns of its prepared form, unfolded and padded to whole registers.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "match/flow_view.hpp"
#include "match/parameters.hpp"
#include "template/ridge_flow.hpp"

namespace ridgeline::match {

using match_parameters::kMaxPaddedMinutiae;

using MinutiaFloats = std::array<float, kMaxPaddedMinutiae>;
using MinutiaBytes = std::array<std::uint8_t, kMaxPaddedMinutiae>;

/// Columns are padded to whole registers.
[[nodiscard]] constexpr std::size_t padded_to_lanes(std::size_t count) noexcept {
  return (count + match_parameters::kLanes - 1) / match_parameters::kLanes * match_parameters::kLanes;
}

/// One print, its positions in pixels, y up. Reads the prepared bytes on, which must outlive it.
struct Side {
  std::size_t count = 0;
  std::size_t padded = 0;
  std::span<const std::uint8_t> prepared;     ///< that it was unfolded from
  const std::uint8_t* descriptors = nullptr;  ///< not padded, see kernels/evidence_table.hpp
  std::span<const std::uint8_t> flow_code;    ///< as encode_flow() wrote it
  bool flow_is_read = false;
  alignas(64) std::array<std::int16_t, kMaxPaddedMinutiae> own_evidence;  ///< 1 / kEvidenceSteps
  alignas(64) MinutiaFloats x;
  alignas(64) MinutiaFloats y;
  MinutiaBytes angles;     ///< 1/256 turn
  MinutiaBytes qualities;  ///< 4..94
  MinutiaBytes types;      ///< MinutiaType
  MinutiaBytes densities;  ///< minutiae around, 1 / kDensitySteps
  FlowCells flow_cells;

  [[nodiscard]] bool knows_flow() const noexcept { return !flow_code.empty(); }
  /// Only after read_flow().
  [[nodiscard]] FlowView flow() const noexcept;

  /// Which of two prints comes first, so that a comparison does the same sums whichever is the probe.
  [[nodiscard]] bool comes_before(const Side& other) const noexcept {
    return !std::lexicographical_compare(other.prepared.begin(), other.prepared.end(), prepared.begin(),
                                         prepared.end());
  }
};

/// Unfolds what prepare() made, but for the flow map, which few comparisons get to.
void unfold(std::span<const std::uint8_t> prepared, Side& side) noexcept;

/// Unfolds the flow map, where there is one and that was not done.
void read_flow(Side& side) noexcept;

}  // namespace ridgeline::match

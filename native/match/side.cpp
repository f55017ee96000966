#include "match/side.hpp"

#include <algorithm>

#include "match/kernels/evidence_table.hpp"
#include "match/prepared.hpp"
#include "template/template.hpp"

namespace ridgeline::match {
namespace {

constexpr unsigned bits_of(unsigned value, unsigned from, unsigned count) {
  return value >> from & ((1u << count) - 1);
}

void unfold_positions(const PreparedView& print, Side& side) {
  const PreparedHead& head = print.head();
  const std::uint8_t* bytes = print.positions();
  constexpr auto kStep_px = static_cast<float>(1 / kStepsPerPx);
  for (std::size_t i = 0; i < side.count; ++i, bytes += kPositionBytes) {
    const unsigned both = bytes[0] | static_cast<unsigned>(bytes[1]) << 8 | static_cast<unsigned>(bytes[2]) << 16;
    const int x = static_cast<int>(bits_of(both, 0, kPositionBits) << head.position_shift);
    const int y = static_cast<int>(bits_of(both, kPositionBits, kPositionBits) << head.position_shift);
    side.x[i] = static_cast<float>(head.left + x) * kStep_px;
    side.y[i] = static_cast<float>(head.bottom + y) * kStep_px;
  }
}

void unfold_marks(const PreparedView& print, Side& side) {
  const std::uint8_t* bytes = print.marks();
  for (std::size_t i = 0; i < side.count; ++i, bytes += kMarkBytes) {
    const unsigned mark = bytes[0] | static_cast<unsigned>(bytes[1]) << 8;
    side.densities[i] = static_cast<std::uint8_t>(bits_of(mark, 0, kDensityBits));
    side.qualities[i] = static_cast<std::uint8_t>(bits_of(mark, kDensityBits, kQualityBits));
    side.types[i] = static_cast<std::uint8_t>(mark >> (kDensityBits + kQualityBits));
  }
}

// Padding is like no minutia: its pairs have the lowest evidence.
void pad(Side& side) {
  for (std::size_t i = side.count; i < side.padded; ++i) {
    side.own_evidence[i] = kernels::kPaddingOwn;
    side.x[i] = side.y[i] = 0;
    side.angles[i] = side.qualities[i] = side.types[i] = side.densities[i] = 0;
  }
}

}  // namespace

FlowView Side::flow() const noexcept {
  if (!knows_flow()) return {};
  return {{flow_code[0], flow_code[1], flow_code[2], flow_code[3]}, flow_cells.data()};
}

void unfold(std::span<const std::uint8_t> prepared, Side& side) noexcept {
  const PreparedView print(prepared);
  side.count = print.minutiae();
  side.padded = padded_to_lanes(side.count);
  side.order_key = print.head().order_key;
  side.descriptors = print.descriptors();
  side.flow_code = print.flow();
  side.flow_is_read = false;
  for (std::size_t i = 0; i < side.count; ++i) {
    side.own_evidence[i] = static_cast<std::int16_t>(kMostOwnEvidence - kOwnStep * print.own_evidence()[i]);
  }
  std::copy_n(print.angles(), side.count, side.angles.begin());
  unfold_positions(print, side);
  unfold_marks(print, side);
  pad(side);
}

void read_flow(Side& side) noexcept {
  if (side.flow_is_read || !side.knows_flow()) return;
  decode_known_flow(side.flow_code, side.flow_cells);
  side.flow_is_read = true;
}

}  // namespace ridgeline::match

#include "match/side.hpp"

#include <algorithm>

#include "match/kernels/evidence_table.hpp"
#include "match/kernels/minutia_columns.hpp"
#include "match/prepared.hpp"
#include "template/template.hpp"

namespace ridgeline::match {
namespace {

static_assert(kernels::kPositionSteps == kStepsPerPx);

/// The columns of numbers, from a copy that has room behind its end: a gallery's bytes may end where the print does.
void unfold_minutiae(const PreparedView& print, Side& side) {
  constexpr std::size_t kMostBytes = match_parameters::kMaxUsedMinutiae * (kMinutiaBytes - kDescriptorBytes);
  std::array<std::uint8_t, kMostBytes + kernels::kColumnsOvershoot> bytes;
  const std::uint8_t* const from = print.places();
  std::copy_n(from, side.count * (kMinutiaBytes - kDescriptorBytes), bytes.begin());
  const std::uint8_t* const marks = bytes.data() + (print.marks() - from);
  const PreparedHead& head = print.head();
  kernels::unfold_columns()({side.count, bytes.data(), marks, head.position_step, head.left, head.bottom},
                            {side.own_evidence.data(), side.x.data(), side.y.data(), side.angles.data(),
                             side.densities.data(), side.qualities.data(), side.types.data()});
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
  return {{flow_code[0], flow_code[1], flow_code[2], flow_code[3]}, flow_cells.data() + kFirstFlowCell};
}

void unfold(std::span<const std::uint8_t> prepared, Side& side) noexcept {
  const PreparedView print(prepared);
  side.count = print.minutiae();
  side.padded = padded_to_lanes(side.count);
  side.prepared = prepared;
  side.descriptors = print.descriptors();
  side.flow_code = print.flow();
  side.flow_is_read = false;
  unfold_minutiae(print, side);
  pad(side);
}

void read_flow(Side& side) noexcept {
  if (side.flow_is_read || !side.knows_flow()) return;
  const std::size_t columns = side.flow_code[2];
  const std::size_t rows = side.flow_code[3];
  std::uint8_t* const cells = side.flow_cells.data();
  std::fill_n(cells, columns + 2, kNoFlow);
  std::fill_n(cells + (rows + 1) * kFlowStride, columns + 2, kNoFlow);
  for (std::size_t row = 1; row <= rows; ++row) {
    cells[row * kFlowStride] = cells[row * kFlowStride + columns + 1] = kNoFlow;
  }
  decode_known_flow(side.flow_code, kFlowStride, cells + kFirstFlowCell);
  side.flow_is_read = true;
}

}  // namespace ridgeline::match

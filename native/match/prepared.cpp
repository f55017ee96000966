#include "match/prepared.hpp"

#include <cassert>
#include <cstring>

#include "base/limits.hpp"
#include "match/match.hpp"

namespace ridgeline::match {
namespace {

/// Positions of the largest print fit with this shift.
constexpr unsigned kMostPositionShift = 2;
static_assert((limits::kMaxNominalSide * 8) >> kMostPositionShift <= 1 << kPositionBits);

/// Whether every minutia counts itself in the density around it, which what is made of densities relies on.
bool has_sound_marks(std::span<const std::uint8_t> marks) noexcept {
  for (std::size_t at = 0; at < marks.size(); at += kMarkBytes) {
    if ((marks[at] & ((1u << kDensityBits) - 1)) < match_parameters::kDensitySteps) return false;
  }
  return true;
}

}  // namespace

bool is_prepared(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() < sizeof(PreparedHead)) return false;
  PreparedHead head;
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.mark != kPreparedMark || head.minutiae > match_parameters::kMaxUsedMinutiae) return false;
  if (head.position_shift > kMostPositionShift) return false;
  const PreparedLayout layout = PreparedLayout::of(head.minutiae, head.flow_bytes);
  if (layout.total_bytes != bytes.size()) return false;
  if (!has_sound_marks(bytes.subspan(layout.marks, head.minutiae * kMarkBytes))) return false;
  return head.flow_bytes == 0 || has_sound_head(bytes.subspan(layout.flow));
}

PreparedView::PreparedView(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() < sizeof(PreparedHead)) return;
  std::memcpy(&head_, bytes.data(), sizeof head_);
  assert(head_.mark == kPreparedMark);
  assert(head_.minutiae <= match_parameters::kMaxUsedMinutiae);
  bytes_ = bytes.data();
  layout_ = PreparedLayout::of(head_.minutiae, head_.flow_bytes);
  assert(layout_.total_bytes == bytes.size());
}

}  // namespace ridgeline::match

namespace ridgeline {

bool is_prepared(std::span<const std::uint8_t> bytes) noexcept { return match::is_prepared(bytes); }

}  // namespace ridgeline

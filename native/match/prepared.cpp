#include "match/prepared.hpp"

#include <cassert>
#include <cstring>

#include "base/limits.hpp"
#include "match/match.hpp"

namespace ridgeline::match {
namespace {

/// Positions of the largest print fit with this step.
constexpr int kMostPositionStep = step_to_reach(static_cast<int>(limits::kMaxNominalSide * kernels::kPositionSteps));
static_assert(kMostPositionStep <= UINT8_MAX);

}  // namespace

bool is_prepared(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() < sizeof(PreparedHead)) return false;
  PreparedHead head;
  std::memcpy(&head, bytes.data(), sizeof head);
  if (head.mark != kPreparedMark || head.minutiae > match_parameters::kMaxUsedMinutiae) return false;
  if (head.position_step < 1 || head.position_step > kMostPositionStep) return false;
  const PreparedLayout layout = PreparedLayout::of(head.minutiae);
  return layout.flow == bytes.size() || (layout.flow < bytes.size() && has_sound_head(bytes.subspan(layout.flow)));
}

PreparedView::PreparedView(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() < sizeof(PreparedHead)) return;
  bytes_ = bytes;
  std::memcpy(&head_, bytes.data(), sizeof head_);
  assert(head_.mark == kPreparedMark);
  assert(head_.minutiae <= match_parameters::kMaxUsedMinutiae);
  layout_ = PreparedLayout::of(head_.minutiae);
  assert(layout_.flow <= bytes.size());
}

}  // namespace ridgeline::match

namespace ridgeline {

bool is_prepared(std::span<const std::uint8_t> bytes) noexcept { return match::is_prepared(bytes); }

}  // namespace ridgeline

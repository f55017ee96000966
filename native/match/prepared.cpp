#include "match/prepared.hpp"

#include <cassert>
#include <cstring>

namespace ridgeline::match {

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

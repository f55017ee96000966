#include "match/prepared.hpp"

#include <cassert>
#include <cstring>

namespace ridgeline::match {

PreparedView::PreparedView(std::span<const std::uint8_t> bytes) noexcept {
  if (bytes.size() < sizeof(PreparedHead)) return;
  PreparedHead head;
  std::memcpy(&head, bytes.data(), sizeof head);
  assert(head.mark == kPreparedMark);
  assert(head.minutiae <= head.padded && head.padded <= match_parameters::kMaxPaddedMinutiae);
  bytes_ = bytes.data();
  minutiae_ = head.minutiae;
  padded_ = head.padded;
  order_key_ = head.order_key;
  flow_ = head.flow;
  layout_ = PreparedLayout::of(padded_, flow_.count());
  assert(layout_.total_bytes <= bytes.size());
}

}  // namespace ridgeline::match

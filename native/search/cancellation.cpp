#include "search/cancellation.hpp"

#include <new>

#include "gallery/numbered_registry.hpp"
#include "search/parameters.hpp"

namespace ridgeline {
namespace {

// Never destroyed: at the end of the process worker threads may still be in a search.
NumberedRegistry<CancelFlag>& cancellations() {
  static auto* const registry = new NumberedRegistry<CancelFlag>("cancel flag", kMaxCancellations);
  return *registry;
}

}  // namespace

Result<CancelNumber> create_cancellation() {
  try {
    return cancellations().add(std::make_shared<CancelFlag>(false));
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for a cancel flag"};
  }
}

Result<CancelNumber> raise_cancellation(CancelNumber number) {
  Result<std::shared_ptr<CancelFlag>> flag = cancellations().find(number);
  if (!flag.ok()) return flag.error();
  flag.value()->store(true, std::memory_order_relaxed);
  return number;
}

Result<CancelNumber> release_cancellation(CancelNumber number) {
  Result<std::shared_ptr<CancelFlag>> flag = cancellations().remove(number);
  if (!flag.ok()) return flag.error();
  return number;
}

Result<std::shared_ptr<CancelFlag>> find_cancellation(CancelNumber number) { return cancellations().find(number); }

}  // namespace ridgeline

#include "search/cancellation.hpp"

#include <mutex>
#include <new>
#include <utility>

#include "gallery/numbered_registry.hpp"
#include "search/parameters.hpp"

namespace ridgeline {
namespace {

struct UnderWay {
  CancelFlag cancel{false};
  std::mutex mutex;  // of the probe
  std::shared_ptr<SharedProbe> probe;
};

// Never destroyed: at the end of the process worker threads may still be in a search.
NumberedRegistry<UnderWay>& cancellations() {
  static auto* const registry = new NumberedRegistry<UnderWay>("cancel flag", kMaxCancellations);
  return *registry;
}

}  // namespace

Result<CancelNumber> create_cancellation() {
  try {
    return cancellations().add(std::make_shared<UnderWay>());
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for a cancel flag"};
  }
}

Result<CancelNumber> raise_cancellation(CancelNumber number) {
  Result<std::shared_ptr<UnderWay>> search = cancellations().find(number);
  if (!search.ok()) return search.error();
  search.value()->cancel.store(true, std::memory_order_relaxed);
  return number;
}

Result<CancelNumber> release_cancellation(CancelNumber number) {
  Result<std::shared_ptr<UnderWay>> search = cancellations().remove(number);
  if (!search.ok()) return search.error();
  return number;
}

Result<std::shared_ptr<CancelFlag>> find_cancellation(CancelNumber number) {
  Result<std::shared_ptr<UnderWay>> search = cancellations().find(number);
  if (!search.ok()) return search.error();
  return std::shared_ptr<CancelFlag>(search.value(), &search.value()->cancel);
}

Result<std::shared_ptr<SharedProbe>> share_probe(CancelNumber number, std::vector<Template> prints) {
  Result<std::shared_ptr<UnderWay>> found = cancellations().find(number);
  if (!found.ok()) return found.error();
  UnderWay& search = *found.value();
  const std::lock_guard lock(search.mutex);
  if (search.probe != nullptr && search.probe->templates() != prints) {
    return std::make_shared<SharedProbe>(std::move(prints));
  }
  if (search.probe == nullptr) search.probe = std::make_shared<SharedProbe>(std::move(prints));
  return search.probe;
}

}  // namespace ridgeline

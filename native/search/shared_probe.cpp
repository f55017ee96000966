#include "search/shared_probe.hpp"

#include <new>
#include <utility>

namespace ridgeline {

SharedProbe::SharedProbe(std::vector<Template> prints) : templates_(std::move(prints)), prints_(templates_.size()) {}

Result<std::shared_ptr<const Probe>> SharedProbe::get() {
  make_prints();
  for (std::size_t made = made_.load(); made < prints_.size(); made = made_.load()) made_.wait(made);
  const std::lock_guard lock(mutex_);
  if (!probe_) probe_ = assemble();
  return *probe_;
}

// A print that there was no memory for stays empty.
void SharedProbe::make_prints() noexcept {
  for (std::size_t i = next_.fetch_add(1); i < prints_.size(); i = next_.fetch_add(1)) {
    try {
      prints_[i] = Probe::make_print(templates_[i].position, prepare(templates_[i]));
    } catch (const std::bad_alloc&) {
      prints_[i].reset();
    }
    if (made_.fetch_add(1) + 1 == prints_.size()) made_.notify_all();
  }
}

Result<std::shared_ptr<const Probe>> SharedProbe::assemble() {
  const Error no_memory{ErrorCode::OUT_OF_MEMORY, "no memory for the prints of a probe"};
  try {
    std::vector<Probe::Print> prints;
    for (std::optional<Probe::Print>& print : prints_) {
      if (!print) return no_memory;
      prints.push_back(*std::move(print));
    }
    Result<Probe> probe = Probe::create(std::move(prints));
    if (!probe.ok()) return probe.error();
    return std::make_shared<const Probe>(std::move(probe).value());
  } catch (const std::bad_alloc&) {
    return no_memory;
  }
}

}  // namespace ridgeline

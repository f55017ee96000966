// A probe that the threads of one search make ready together: each takes the next print until none is left.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "search/probe.hpp"
#include "template/template.hpp"

namespace ridgeline {

class SharedProbe {
 public:
  explicit SharedProbe(std::vector<Template> prints);

  [[nodiscard]] const std::vector<Template>& templates() const noexcept { return templates_; }
  /// Helps to make the probe ready and waits for those who make its last prints. Errors: those of Probe::create().
  Result<std::shared_ptr<const Probe>> get();

 private:
  void make_prints() noexcept;
  [[nodiscard]] Result<std::shared_ptr<const Probe>> assemble();

  const std::vector<Template> templates_;
  std::vector<std::optional<Probe::Print>> prints_;
  std::atomic<std::size_t> next_{0};
  std::atomic<std::size_t> made_{0};
  std::mutex mutex_;  // of what follows
  std::optional<Result<std::shared_ptr<const Probe>>> probe_;
};

}  // namespace ridgeline

// Which systems or owners a search may see.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ridgeline {

/// A set of small numbers; made of no numbers it permits all.
class Permitted {
 public:
  Permitted() = default;
  explicit Permitted(std::span<const std::uint16_t> numbers) {
    if (numbers.empty()) return;
    permitted_.resize(std::size_t{UINT16_MAX} + 1);
    for (const std::uint16_t number : numbers) permitted_[number] = true;
  }

  [[nodiscard]] bool permits_all() const { return permitted_.empty(); }
  [[nodiscard]] bool permits(std::uint16_t number) const { return permitted_.empty() || permitted_[number]; }

 private:
  std::vector<bool> permitted_;
};

}  // namespace ridgeline

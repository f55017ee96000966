// Prints prepared for comparison, back to back in one block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "template/template.hpp"

namespace ridgeline::addon {

class PreparedPrints {
 public:
  /// Prepares each template. A template without minutiae stands for a print that could not be extracted.
  explicit PreparedPrints(std::span<const Template> prints);

  [[nodiscard]] std::size_t size() const noexcept { return offsets_.size() - 1; }
  [[nodiscard]] std::size_t byte_count() const noexcept { return offsets_.back(); }

  /// The prepared bytes of a print; empty where it has no template.
  [[nodiscard]] std::span<const std::uint8_t> print(std::size_t index) const noexcept {
    return std::span(bytes_).subspan(offsets_[index], offsets_[index + 1] - offsets_[index]);
  }

 private:
  std::vector<std::size_t> offsets_;  ///< and where the last ends
  std::vector<std::uint8_t> bytes_;
};

}  // namespace ridgeline::addon

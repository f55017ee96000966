// Prints prepared for comparison, back to back in one aligned block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
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
    return {block_.get() + offsets_[index], lengths_[index]};
  }

 private:
  /// Comparison wants its prints on cache-line boundaries (match.hpp).
  static constexpr std::size_t kAlignment_bytes = 64;

  struct AlignedDelete {
    void operator()(std::uint8_t* block) const noexcept {
      ::operator delete[](block, std::align_val_t{kAlignment_bytes});
    }
  };

  std::vector<std::size_t> offsets_;
  std::vector<std::size_t> lengths_;
  std::unique_ptr<std::uint8_t[], AlignedDelete> block_;
};

}  // namespace ridgeline::addon

// A prepared print where comparison wants it.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "match/match.hpp"
#include "match/prepared.hpp"

namespace ridgeline::training {

class AlignedBlock {
 public:
  explicit AlignedBlock(const PreparedPrint& print) : size_(print.bytes.size()), lines_(size_ / sizeof(Line)) {
    std::memcpy(lines_.data(), print.bytes.data(), size_);
  }
  [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept { return {lines_.data()->bytes, size_}; }

 private:
  struct alignas(match::kBlockAlignment) Line {
    std::uint8_t bytes[match::kBlockAlignment];
  };
  std::size_t size_;
  std::vector<Line> lines_;
};

}  // namespace ridgeline::training

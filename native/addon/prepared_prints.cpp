#include "addon/prepared_prints.hpp"

#include <algorithm>

#include "match/match.hpp"

namespace ridgeline::addon {

PreparedPrints::PreparedPrints(std::span<const Template> prints) {
  std::vector<PreparedPrint> prepared;
  prepared.reserve(prints.size());
  offsets_.push_back(0);
  for (const Template& print : prints) {
    prepared.push_back(print.minutiae.empty() ? PreparedPrint{} : prepare(print));
    const std::size_t length = prepared.back().bytes.size();
    lengths_.push_back(length);
    const std::size_t padded = (length + kAlignment_bytes - 1) / kAlignment_bytes * kAlignment_bytes;
    offsets_.push_back(offsets_.back() + padded);
  }
  block_.reset(new (std::align_val_t{kAlignment_bytes}) std::uint8_t[offsets_.back()]);
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    std::copy(prepared[i].bytes.begin(), prepared[i].bytes.end(), block_.get() + offsets_[i]);
  }
}

}  // namespace ridgeline::addon

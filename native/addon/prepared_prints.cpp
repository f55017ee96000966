#include "addon/prepared_prints.hpp"

#include "match/match.hpp"

namespace ridgeline::addon {

PreparedPrints::PreparedPrints(std::span<const Template> prints) {
  offsets_.push_back(0);
  for (const Template& print : prints) {
    const PreparedPrint prepared = print.minutiae.empty() ? PreparedPrint{} : prepare(print);
    bytes_.insert(bytes_.end(), prepared.bytes.begin(), prepared.bytes.end());
    offsets_.push_back(bytes_.size());
  }
}

}  // namespace ridgeline::addon

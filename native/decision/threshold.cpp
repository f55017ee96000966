#include "decision/threshold.hpp"

#include <algorithm>

#include "decision/decibels.hpp"

namespace ridgeline {

Result<double> threshold_db(std::uint64_t subjects, double fpir) {
  // Written so that a NaN is refused too.
  if (!(fpir > 0.0 && fpir <= 1.0)) {
    return Error{ErrorCode::INVALID_ARGUMENT,
                 "expected a false positive identification rate above 0 and at most 1, got " + std::to_string(fpir)};
  }
  return decibels(static_cast<double>(std::max<std::uint64_t>(subjects, 1))) - decibels(fpir);
}

}  // namespace ridgeline

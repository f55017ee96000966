#include "addon/decision.hpp"

#include <cstdint>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "decision/threshold.hpp"

namespace ridgeline::addon {
namespace {

Napi::Value decision_threshold(const Napi::CallbackInfo& info) {
  const std::uint64_t subjects = argument(info, 0, "subjects").whole_number(0, kMaxSafeWhole);
  const double fpir = argument(info, 1, "fpir").number(0, 1);
  return Napi::Number::New(info.Env(), value_or_throw(info.Env(), threshold_db(subjects, fpir)));
}

}  // namespace

void add_decision_functions(Napi::Object exports) { add_function<decision_threshold>(exports, "decisionThreshold"); }

}  // namespace ridgeline::addon

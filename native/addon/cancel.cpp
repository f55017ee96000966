#include "addon/cancel.hpp"

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "search/cancellation.hpp"

namespace ridgeline::addon {
namespace {

CancelNumber read_cancel_number(const Napi::CallbackInfo& info) {
  return argument(info, 0, "cancel").whole_number(0, kMaxSafeWhole);
}

Napi::Value create(const Napi::CallbackInfo& info) {
  const CancelNumber number = value_or_throw(info.Env(), create_cancellation());
  return Napi::Number::New(info.Env(), static_cast<double>(number));
}

Napi::Value raise(const Napi::CallbackInfo& info) {
  static_cast<void>(value_or_throw(info.Env(), raise_cancellation(read_cancel_number(info))));
  return info.Env().Undefined();
}

Napi::Value release(const Napi::CallbackInfo& info) {
  static_cast<void>(value_or_throw(info.Env(), release_cancellation(read_cancel_number(info))));
  return info.Env().Undefined();
}

}  // namespace

void add_cancel_functions(Napi::Object exports) {
  add_function<create>(exports, "cancelCreate");
  add_function<raise>(exports, "cancelRaise");
  add_function<release>(exports, "cancelRelease");
}

}  // namespace ridgeline::addon

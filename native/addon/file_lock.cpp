#include "addon/file_lock.hpp"

#include <limits>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "base/file_lock.hpp"

namespace ridgeline::addon {
namespace {

Napi::Value try_lock(const Napi::CallbackInfo& info) {
  const auto descriptor = argument(info, 0, "descriptor").whole_number(0, std::numeric_limits<int>::max());
  return Napi::Boolean::New(info.Env(), value_or_throw(info.Env(), try_lock_file(static_cast<int>(descriptor))));
}

}  // namespace

void add_file_lock_functions(Napi::Object exports) { add_function<try_lock>(exports, "tryLockFile"); }

}  // namespace ridgeline::addon

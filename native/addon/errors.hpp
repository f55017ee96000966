// Errors leave the core here, once: as JavaScript errors that carry the stable code and whose mistake it is.
#pragma once

#include <napi.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace ridgeline::addon {

/// Throws a JavaScript Error with the detail as its message and the properties `code` and `blame`.
[[noreturn]] void throw_error(Napi::Env env, const Error& error);

[[noreturn]] inline void throw_error(Napi::Env env, ErrorCode code, std::string detail) {
  throw_error(env, Error{code, std::move(detail)});
}

/// The value of a core result; its error is thrown.
template <class T>
[[nodiscard]] T value_or_throw(Napi::Env env, Result<T> result) {
  if (!result.ok()) throw_error(env, result.error());
  return std::move(result).value();
}

using Body = Napi::Value (*)(const Napi::CallbackInfo&);

/// Runs an exported function so that only coded errors, and errors that JavaScript itself threw, leave it.
template <Body kBody>
Napi::Value guarded(const Napi::CallbackInfo& info) {
  try {
    return kBody(info);
  } catch (const Napi::Error&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw_error(info.Env(), ErrorCode::OUT_OF_MEMORY, "memory for the operation could not be had");
  } catch (const std::exception& unexpected) {
    throw_error(info.Env(), ErrorCode::INTERNAL, unexpected.what());
  }
}

/// Adds one function to the addon's exports.
template <Body kBody>
void add_function(Napi::Object exports, const char* name) {
  exports.Set(name, Napi::Function::New<guarded<kBody>>(exports.Env(), name));
}

}  // namespace ridgeline::addon

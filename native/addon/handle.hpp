// Handles: JavaScript objects that own a native one. Each kind carries a type tag, so that a foreign object or a handle of
// another kind is told apart before its memory is touched.
#pragma once

#include <napi.h>

#include <cstdint>
#include <memory>
#include <string>

#include "addon/convert.hpp"
#include "addon/errors.hpp"

namespace ridgeline::addon {

/// A new handle that owns `native`, a type with `byte_count()`: the garbage collector is told how much memory hangs on it.
template <class Native>
[[nodiscard]] Napi::Object make_handle(Napi::Env env, const napi_type_tag& tag, std::unique_ptr<Native> native) {
  const auto release = [](napi_env finalizing, void* data, void*) {
    const std::unique_ptr<Native> released(static_cast<Native*>(data));
    Napi::MemoryManagement::AdjustExternalMemory(Napi::Env(finalizing),
                                                 -static_cast<std::int64_t>(released->byte_count()));
  };
  const Napi::Object handle = Napi::Object::New(env);
  handle.TypeTag(&tag);
  const napi_status status = napi_wrap(env, handle, native.get(), release, nullptr, nullptr);
  if (status != napi_ok) throw_error(env, ErrorCode::INTERNAL, "a handle could not be made");
  const Native* owned_by_handle = native.release();
  Napi::MemoryManagement::AdjustExternalMemory(env, static_cast<std::int64_t>(owned_by_handle->byte_count()));
  return handle;
}

/// What a handle owns. Throws INVALID_HANDLE for anything that does not carry the tag.
template <class Native>
[[nodiscard]] const Native& read_handle(const Argument& handle, const napi_type_tag& tag, const std::string& kind) {
  void* native = nullptr;
  const bool tagged = handle.value().IsObject() && handle.value().As<Napi::Object>().CheckTypeTag(&tag);
  if (!tagged || napi_unwrap(handle.env(), handle.value(), &native) != napi_ok) {
    throw_error(handle.env(), ErrorCode::INVALID_HANDLE, handle.name() + " must be a handle of " + kind);
  }
  return *static_cast<const Native*>(native);
}

}  // namespace ridgeline::addon

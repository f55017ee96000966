#include "addon/errors.hpp"

#include <string_view>

namespace ridgeline::addon {
namespace {

std::string name_of_blame(Blame blame) {
  switch (blame) {
    case Blame::input:
      return "input";
    case Blame::caller:
      return "caller";
    case Blame::internal:
      break;
  }
  return "internal";
}

}  // namespace

void throw_error(Napi::Env env, const Error& error) {
  const Napi::Error thrown = Napi::Error::New(env, error.detail);
  Napi::Object value = thrown.Value().As<Napi::Object>();
  value.Set("code", Napi::String::New(env, std::string(name_of(error.code))));
  value.Set("blame", Napi::String::New(env, name_of_blame(blame_of(error.code))));
  throw thrown;
}

}  // namespace ridgeline::addon

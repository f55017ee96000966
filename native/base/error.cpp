#include "base/error.hpp"

namespace ridgeline {

std::string_view name_of(ErrorCode code) noexcept {
  switch (code) {
#define RIDGELINE_ERROR(code, blame, meaning) \
  case ErrorCode::code:                       \
    return #code;
#include "base/error_codes.inc"
#undef RIDGELINE_ERROR
  }
  return "INTERNAL";
}

Blame blame_of(ErrorCode code) noexcept {
  switch (code) {
#define RIDGELINE_ERROR(code, blame, meaning) \
  case ErrorCode::code:                       \
    return Blame::blame;
#include "base/error_codes.inc"
#undef RIDGELINE_ERROR
  }
  return Blame::internal;
}

}  // namespace ridgeline

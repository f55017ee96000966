// Errors are values inside the core: a stable code and a sentence that says what was expected and what came.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace ridgeline {

enum class ErrorCode : std::uint16_t {
#define RIDGELINE_ERROR(code, blame, meaning) code,
#include "base/error_codes.inc"
#undef RIDGELINE_ERROR
};

enum class Blame : std::uint8_t { input, caller, internal };

/// The stable name of a code, as it crosses the boundary ("NO_FINGERPRINT").
[[nodiscard]] std::string_view name_of(ErrorCode code) noexcept;

/// Whose mistake a code speaks of.
[[nodiscard]] Blame blame_of(ErrorCode code) noexcept;

/// A code with the sentence for a person: what was expected, what came.
struct Error {
  ErrorCode code;
  std::string detail;
};

/// A value or the error that stood in its way. Callers must look before they take.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return ok(); }

  [[nodiscard]] T& value() & { return std::get<0>(state_); }
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace ridgeline

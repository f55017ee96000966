// Between JavaScript values and plain C++ ones. Reading checks everything and copies, so that no JavaScript value is
// touched while the core works and no other thread can change what the core has checked.
#pragma once

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace ridgeline::addon {

/// Whole numbers above this are not exact in a JavaScript number.
inline constexpr std::uint64_t kMaxSafeWhole = (std::uint64_t{1} << 53) - 1;

/// One value that came from JavaScript, with the name that errors call it by. Every reader throws INVALID_ARGUMENT where the
/// value is not what it asks for.
class Argument {
 public:
  Argument(Napi::Value value, std::string name) : value_(value), name_(std::move(name)) {}

  [[nodiscard]] Napi::Value value() const { return value_; }
  [[nodiscard]] Napi::Env env() const { return value_.Env(); }
  [[nodiscard]] const std::string& name() const { return name_; }

  /// A property of an object.
  [[nodiscard]] Argument field(const char* property) const;

  /// A finite number in [low, high].
  [[nodiscard]] double number(double low, double high) const;

  /// A whole number in [low, high], at most 2^53 - 1.
  [[nodiscard]] std::uint64_t whole_number(std::uint64_t low, std::uint64_t high) const;

  /// A number that may be infinite but not NaN.
  [[nodiscard]] double number_or_infinity() const;

  [[nodiscard]] bool boolean() const;

  /// One of the strings listed; returns its index.
  [[nodiscard]] std::size_t choice(std::span<const char* const> choices) const;

  /// The bytes of a Uint8Array, at most `max_bytes` of them.
  [[nodiscard]] std::vector<std::uint8_t> bytes(std::size_t max_bytes) const;

  /// The bytes of a Uint8Array where they are, in memory that no other thread shares; they hold until the call returns and must not
  /// be kept. For what is too large to be copied.
  [[nodiscard]] std::span<std::uint8_t> bytes_in_place() const;

  /// Shows each item of an array of at most `max_items`, in order.
  void each_item(std::size_t max_items, const std::function<void(const Argument&)>& visit) const;

  /// True for a Uint8Array without bytes.
  [[nodiscard]] bool is_empty_bytes() const;

  [[nodiscard]] std::vector<std::uint16_t> uint16_column() const;
  [[nodiscard]] std::vector<std::uint32_t> uint32_column() const;
  [[nodiscard]] std::vector<double> float64_column() const;

  /// Throws INVALID_ARGUMENT: "<name> must be <expectation>".
  [[noreturn]] void reject(const std::string& expectation) const;

 private:
  template <class T>
  [[nodiscard]] std::vector<T> column(napi_typedarray_type type, const char* type_name, std::size_t max_items) const;

  Napi::Value value_;
  std::string name_;
};

/// The argument at an index of a call.
[[nodiscard]] inline Argument argument(const Napi::CallbackInfo& info, std::size_t index, const char* name) {
  return Argument(info[index], name);
}

/// A typed array of its own with a copy of the values.
template <class Array, class T>
[[nodiscard]] Array make_column(Napi::Env env, std::span<const T> values) {
  Array array = Array::New(env, values.size());
  if (!values.empty()) std::memcpy(array.Data(), values.data(), values.size_bytes());
  return array;
}

[[nodiscard]] inline Napi::Uint8Array make_bytes(Napi::Env env, std::span<const std::uint8_t> bytes) {
  return make_column<Napi::Uint8Array>(env, bytes);
}

}  // namespace ridgeline::addon

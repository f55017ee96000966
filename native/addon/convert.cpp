#include "addon/convert.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "addon/errors.hpp"
#include "base/error.hpp"

namespace ridgeline::addon {
namespace {

/// A number as errors show it: without a fraction where it has none.
std::string shown(double number) {
  const bool whole = std::abs(number) <= static_cast<double>(kMaxSafeWhole) && number == std::trunc(number);
  return whole ? std::to_string(static_cast<std::int64_t>(number)) : std::to_string(number);
}

}  // namespace

void Argument::reject(const std::string& expectation) const {
  throw_error(env(), ErrorCode::INVALID_ARGUMENT, name_ + " must be " + expectation);
}

Argument Argument::field(const char* property) const {
  if (!value_.IsObject()) reject("an object");
  return Argument(value_.As<Napi::Object>().Get(property), name_ + "." + property);
}

double Argument::number(double low, double high) const {
  const double number = value_.IsNumber() ? value_.As<Napi::Number>().DoubleValue() : std::nan("");
  if (!(number >= low && number <= high)) reject("a number from " + shown(low) + " to " + shown(high));
  return number;
}

std::uint64_t Argument::whole_number(std::uint64_t low, std::uint64_t high) const {
  const auto highest = static_cast<double>(std::min(high, kMaxSafeWhole));
  const double number = value_.IsNumber() ? value_.As<Napi::Number>().DoubleValue() : std::nan("");
  if (!(number >= static_cast<double>(low) && number <= highest) || number != std::trunc(number)) {
    reject("a whole number from " + std::to_string(low) + " to " + shown(highest));
  }
  return static_cast<std::uint64_t>(number);
}

double Argument::number_or_infinity() const {
  const double number = value_.IsNumber() ? value_.As<Napi::Number>().DoubleValue() : std::nan("");
  if (std::isnan(number)) reject("a number");
  return number;
}

std::size_t Argument::choice(std::span<const char* const> choices) const {
  const std::string text = value_.IsString() ? value_.As<Napi::String>().Utf8Value() : std::string();
  std::string listed;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (text == choices[i]) return i;
    listed += (i == 0 ? "'" : ", '") + std::string(choices[i]) + "'";
  }
  reject("one of " + listed);
}

template <class T>
std::vector<T> Argument::column(napi_typedarray_type type, const char* type_name, std::size_t max_items) const {
  napi_typedarray_type actual_type{};
  std::size_t length = 0;
  void* data = nullptr;
  const bool is_column = value_.IsTypedArray() && napi_get_typedarray_info(env(), value_, &actual_type, &length, &data,
                                                                           nullptr, nullptr) == napi_ok;
  if (!is_column || actual_type != type) reject(std::string("a ") + type_name);
  if (length > max_items) reject("a " + std::string(type_name) + " of at most " + std::to_string(max_items) + " items");
  std::vector<T> values(length);
  if (length > 0) std::memcpy(values.data(), data, length * sizeof(T));
  return values;
}

std::vector<std::uint8_t> Argument::bytes(std::size_t max_bytes) const {
  return column<std::uint8_t>(napi_uint8_array, "Uint8Array", max_bytes);
}

std::span<std::uint8_t> Argument::bytes_in_place() const {
  napi_typedarray_type type{};
  std::size_t length = 0;
  void* data = nullptr;
  napi_value memory = nullptr;
  bool unshared = false;
  const bool is_bytes = value_.IsTypedArray() &&
                        napi_get_typedarray_info(env(), value_, &type, &length, &data, &memory, nullptr) == napi_ok &&
                        type == napi_uint8_array && napi_is_arraybuffer(env(), memory, &unshared) == napi_ok;
  if (!is_bytes || !unshared) reject("a Uint8Array of its own memory");
  return {static_cast<std::uint8_t*>(data), length};
}

bool Argument::boolean() const {
  if (!value_.IsBoolean()) reject("true or false");
  return value_.As<Napi::Boolean>().Value();
}

bool Argument::is_empty_bytes() const {
  if (!value_.IsTypedArray()) return false;
  const auto array = value_.As<Napi::TypedArray>();
  return array.TypedArrayType() == napi_uint8_array && array.ByteLength() == 0;
}

void Argument::each_item(std::size_t max_items, const std::function<void(const Argument&)>& visit) const {
  if (!value_.IsArray()) reject("an array");
  const Napi::Array array = value_.As<Napi::Array>();
  const std::uint32_t length = array.Length();
  if (length > max_items) reject("an array of at most " + std::to_string(max_items) + " items");
  for (std::uint32_t i = 0; i < length; ++i) {
    const Napi::HandleScope scope(env());
    visit(Argument(array.Get(i), name_ + "[" + std::to_string(i) + "]"));
  }
}

std::vector<std::uint16_t> Argument::uint16_column() const {
  return column<std::uint16_t>(napi_uint16_array, "Uint16Array", std::numeric_limits<std::size_t>::max());
}

std::vector<std::uint32_t> Argument::uint32_column() const {
  return column<std::uint32_t>(napi_uint32_array, "Uint32Array", std::numeric_limits<std::size_t>::max());
}

std::vector<double> Argument::float64_column() const {
  return column<double>(napi_float64_array, "Float64Array", std::numeric_limits<std::size_t>::max());
}

}  // namespace ridgeline::addon

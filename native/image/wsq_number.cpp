#include "image/wsq_number.hpp"

namespace ridgeline::wsq {
namespace {

constexpr double kLargest16 = 65535;
constexpr double kLargest32 = 4294967295;

ScaledNumber scaled(double value, double largest) noexcept {
  ScaledNumber number;
  if (!(value > 0)) return number;
  while (value * 10 + 0.5 < largest + 1 && number.exponent < 255) {
    value *= 10;
    ++number.exponent;
  }
  number.digits = static_cast<std::uint32_t>(value < largest ? value + 0.5 : largest);
  return number;
}

}  // namespace

float ScaledNumber::value() const noexcept {
  auto value = static_cast<float>(digits);
  for (int i = 0; i < exponent && value > 0; ++i) value /= 10.0F;
  return value;
}

ScaledNumber scaled_16(double value) noexcept { return scaled(value, kLargest16); }

ScaledNumber scaled_32(double value) noexcept { return scaled(value, kLargest32); }

}  // namespace ridgeline::wsq

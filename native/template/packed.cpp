#include "template/packed.hpp"

#include <algorithm>
#include <cassert>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "template/ranges.hpp"

namespace ridgeline {
namespace {

constexpr std::uint8_t kMagic0 = 'R';
constexpr std::uint8_t kMagic1 = 'T';
constexpr std::uint8_t kVersionWithoutFlow = 1;
constexpr std::uint8_t kVersionWithFlow = 2;
constexpr unsigned kTypeShift = 14;

void put_u16(std::uint8_t* at, unsigned value) {
  at[0] = static_cast<std::uint8_t>(value);
  at[1] = static_cast<std::uint8_t>(value >> 8);
}

unsigned get_u16(const std::uint8_t* at) { return at[0] | static_cast<unsigned>(at[1]) << 8; }

Error malformed(const std::string& detail) { return {ErrorCode::MALFORMED_TEMPLATE, "packed template: " + detail}; }

// What the head alone can tell; the count of minutiae where it is sound.
Result<std::size_t> check_head(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kPackedHeadBytes) return malformed("shorter than its head");
  if (bytes[0] != kMagic0 || bytes[1] != kMagic1) return malformed("does not begin with RT");
  if (bytes[2] != kVersionWithoutFlow && bytes[2] != kVersionWithFlow) {
    return Error{ErrorCode::UNSUPPORTED_TEMPLATE,
                 "packed template: expected version 1 or 2, got " + std::to_string(bytes[2])};
  }
  const std::size_t count = bytes[6];
  const std::size_t expected = kPackedHeadBytes + count * kPackedMinutiaBytes;
  if (bytes[2] == kVersionWithFlow ? bytes.size() < expected : bytes.size() != expected) {
    return malformed("expected " + std::to_string(expected) + " bytes for its " + std::to_string(count) +
                     " minutiae, got " + std::to_string(bytes.size()));
  }
  if (bytes[3] > ranges::kMaxPosition)
    return malformed("finger position " + std::to_string(bytes[3]) + " is no finger");
  if (bytes[5] > ranges::kMaxQuality) return malformed("quality above 100");
  if (bytes[7] != 0) return malformed("reserved byte in use");
  return count;
}

}  // namespace

std::vector<std::uint8_t> pack(const Template& value) {
  assert(value.minutiae.size() <= limits::kMaxMinutiae);
  assert(value.position <= ranges::kMaxPosition && value.quality <= ranges::kMaxQuality);
  std::vector<std::uint8_t> bytes(kPackedHeadBytes + value.minutiae.size() * kPackedMinutiaBytes);
  bytes[0] = kMagic0;
  bytes[1] = kMagic1;
  bytes[2] = value.flow.empty() ? kVersionWithoutFlow : kVersionWithFlow;
  bytes[3] = value.position;
  bytes[4] = value.impression;
  bytes[5] = value.quality;
  bytes[6] = static_cast<std::uint8_t>(value.minutiae.size());
  put_u16(&bytes[8], value.width);
  put_u16(&bytes[10], value.height);
  std::uint8_t* at = bytes.data() + kPackedHeadBytes;
  for (const Minutia& minutia : value.minutiae) {
    assert(minutia.x <= ranges::kMaxSteps && minutia.y <= ranges::kMaxSteps && minutia.quality <= ranges::kMaxQuality);
    put_u16(at, minutia.x | static_cast<unsigned>(minutia.type) << kTypeShift);
    put_u16(at + 2, minutia.y);
    at[4] = minutia.angle;
    at[5] = minutia.quality;
    at += kPackedMinutiaBytes;
  }
  if (!value.flow.empty()) {
    const std::vector<std::uint8_t> flow = encode_flow(value.flow);
    bytes.insert(bytes.end(), flow.begin(), flow.end());
  }
  return bytes;
}

Result<Template> unpack(std::span<const std::uint8_t> bytes) {
  const auto count = check_head(bytes);
  if (!count) return count.error();
  Template value{bytes[3],
                 bytes[4],
                 bytes[5],
                 static_cast<std::uint16_t>(get_u16(&bytes[8])),
                 static_cast<std::uint16_t>(get_u16(&bytes[10])),
                 {},
                 {}};
  value.minutiae.reserve(count.value());
  const std::uint8_t* at = bytes.data() + kPackedHeadBytes;
  for (std::size_t i = 0; i < count.value(); ++i, at += kPackedMinutiaBytes) {
    const unsigned x = get_u16(at);
    const unsigned y = get_u16(at + 2);
    if (x >> kTypeShift > static_cast<unsigned>(MinutiaType::bifurcation) || y > ranges::kMaxSteps ||
        at[5] > ranges::kMaxQuality) {
      return malformed("minutia " + std::to_string(i) + " has a type, position or quality out of range");
    }
    value.minutiae.push_back({static_cast<std::uint16_t>(x & ranges::kMaxSteps), static_cast<std::uint16_t>(y), at[4],
                              static_cast<MinutiaType>(x >> kTypeShift), at[5]});
  }
  if (bytes[2] == kVersionWithFlow) {
    Result<RidgeFlowMap> flow = decode_flow(bytes.subspan(kPackedHeadBytes + count.value() * kPackedMinutiaBytes));
    if (!flow) return flow.error();
    value.flow = std::move(flow).value();
  }
  return value;
}

}  // namespace ridgeline

#include "template/packed.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <string>
#include <utility>

#include "base/limits.hpp"
#include "template/ranges.hpp"

namespace ridgeline {
namespace {

constexpr std::uint8_t kMagic0 = 'R';
constexpr std::uint8_t kMagic1 = 'T';
/// Six bytes a minutia; bits a minutia.
constexpr std::uint8_t kVersionWithoutFlow = 1;
constexpr std::uint8_t kVersionWithFlow = 2;
constexpr std::uint8_t kVersionOfBits = 3;

/// Of versions 1 and 2.
constexpr std::size_t kFixedHeadBytes = 12;
constexpr std::size_t kFixedMinutiaBytes = 6;
constexpr unsigned kTypeShift = 14;

/// Of version 3.
constexpr std::uint8_t kHasFlow = 1;
constexpr std::uint8_t kHasOtherTypes = 2;
constexpr std::uint8_t kQualityFalls = 4;

void put_u16(std::uint8_t* at, unsigned value) {
  at[0] = static_cast<std::uint8_t>(value);
  at[1] = static_cast<std::uint8_t>(value >> 8);
}

unsigned get_u16(const std::uint8_t* at) { return at[0] | static_cast<unsigned>(at[1]) << 8; }

Error malformed(const std::string& detail) { return {ErrorCode::MALFORMED_TEMPLATE, "packed template: " + detail}; }

// What the head alone can tell.
std::optional<Error> check_head(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kFixedHeadBytes) return malformed("shorter than its head");
  if (bytes[0] != kMagic0 || bytes[1] != kMagic1) return malformed("does not begin with RT");
  if (bytes[2] < kVersionWithoutFlow || bytes[2] > kVersionOfBits) {
    return Error{ErrorCode::UNSUPPORTED_TEMPLATE,
                 "packed template: expected version 1, 2 or 3, got " + std::to_string(bytes[2])};
  }
  if (bytes[3] > ranges::kMaxPosition)
    return malformed("finger position " + std::to_string(bytes[3]) + " is no finger");
  if (bytes[5] > ranges::kMaxQuality) return malformed("quality above 100");
  return std::nullopt;
}

/// Minutiae of version 1 or 2, and the bytes up to their end.
Result<ReadMinutiae> read_fixed(std::span<const std::uint8_t> bytes) {
  const std::size_t count = bytes[6];
  if (bytes[7] != 0) return malformed("reserved byte in use");
  ReadMinutiae out{{}, kFixedHeadBytes + count * kFixedMinutiaBytes};
  if (bytes.size() < out.bytes) {
    return malformed("expected " + std::to_string(out.bytes) + " bytes for its " + std::to_string(count) +
                     " minutiae, got " + std::to_string(bytes.size()));
  }
  out.minutiae.reserve(count);
  const std::uint8_t* at = bytes.data() + kFixedHeadBytes;
  for (std::size_t i = 0; i < count; ++i, at += kFixedMinutiaBytes) {
    const unsigned x = get_u16(at);
    const unsigned y = get_u16(at + 2);
    if (x >> kTypeShift > static_cast<unsigned>(MinutiaType::bifurcation) || y > ranges::kMaxSteps ||
        at[5] > ranges::kMaxQuality) {
      return malformed("minutia " + std::to_string(i) + " has a type, position or quality out of range");
    }
    out.minutiae.push_back({static_cast<std::uint16_t>(x & ranges::kMaxSteps), static_cast<std::uint16_t>(y), at[4],
                            static_cast<MinutiaType>(x >> kTypeShift), at[5]});
  }
  return out;
}

/// The same of version 3.
Result<ReadMinutiae> read_bits(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kPackedHeadBytes) return malformed("shorter than its head");
  const std::uint8_t flags = bytes[7];
  const MinutiaCoding coding{static_cast<unsigned>(bytes[12] >> 4), static_cast<unsigned>(bytes[12] & 15),
                             (flags & kHasOtherTypes) != 0, (flags & kQualityFalls) != 0};
  if ((flags & ~(kHasFlow | kHasOtherTypes | kQualityFalls)) != 0) return malformed("a flag that has no meaning");
  if (coding.x_bits > kMostCoordinateBits || coding.y_bits > kMostCoordinateBits)
    return malformed("positions of more than 14 bits");
  Result<ReadMinutiae> out = read_minutiae(bytes.subspan(kPackedHeadBytes), bytes[6], coding);
  if (!out) return out;
  return ReadMinutiae{std::move(out.value().minutiae), kPackedHeadBytes + out.value().bytes};
}

bool has_flow(std::span<const std::uint8_t> bytes) {
  return bytes[2] == kVersionOfBits ? (bytes[7] & kHasFlow) != 0 : bytes[2] == kVersionWithFlow;
}

}  // namespace

std::vector<std::uint8_t> pack(const Template& value) {
  assert(value.minutiae.size() <= limits::kMaxMinutiae);
  assert(value.position <= ranges::kMaxPosition && value.quality <= ranges::kMaxQuality);
  assert(std::ranges::all_of(value.minutiae, [](const Minutia& minutia) {
    return minutia.x <= ranges::kMaxSteps && minutia.y <= ranges::kMaxSteps && minutia.quality <= ranges::kMaxQuality;
  }));
  const MinutiaCoding coding = coding_of(value.minutiae);
  const int flags = (value.flow.empty() ? 0 : kHasFlow) | (coding.has_other_types ? kHasOtherTypes : 0) |
                    (coding.quality_falls ? kQualityFalls : 0);
  std::vector<std::uint8_t> bytes(kPackedHeadBytes);
  bytes[0] = kMagic0;
  bytes[1] = kMagic1;
  bytes[2] = kVersionOfBits;
  bytes[3] = value.position;
  bytes[4] = value.impression;
  bytes[5] = value.quality;
  bytes[6] = static_cast<std::uint8_t>(value.minutiae.size());
  bytes[7] = static_cast<std::uint8_t>(flags);
  put_u16(&bytes[8], value.width);
  put_u16(&bytes[10], value.height);
  bytes[12] = static_cast<std::uint8_t>(coding.x_bits << 4u | coding.y_bits);
  write_minutiae(value.minutiae, coding, bytes);
  if (!value.flow.empty()) {
    const std::vector<std::uint8_t> flow = encode_flow(value.flow);
    bytes.insert(bytes.end(), flow.begin(), flow.end());
  }
  return bytes;
}

Result<Template> unpack(std::span<const std::uint8_t> bytes) {
  if (auto error = check_head(bytes)) return *std::move(error);
  Result<ReadMinutiae> read = bytes[2] == kVersionOfBits ? read_bits(bytes) : read_fixed(bytes);
  if (!read) return read.error();
  Template value{bytes[3],
                 bytes[4],
                 bytes[5],
                 static_cast<std::uint16_t>(get_u16(&bytes[8])),
                 static_cast<std::uint16_t>(get_u16(&bytes[10])),
                 std::move(read.value().minutiae),
                 {}};
  const std::span<const std::uint8_t> behind = bytes.subspan(read.value().bytes);
  if (has_flow(bytes)) {
    Result<RidgeFlowMap> flow = decode_flow(behind);
    if (!flow) return flow.error();
    value.flow = std::move(flow).value();
  } else if (!behind.empty()) {
    return malformed(std::to_string(behind.size()) + " bytes behind its minutiae");
  }
  return value;
}

}  // namespace ridgeline

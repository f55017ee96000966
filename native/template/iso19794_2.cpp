#include "template/iso19794_2.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/big_endian_reader.hpp"
#include "base/limits.hpp"
#include "template/ranges.hpp"

namespace ridgeline {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'F', 'M', 'R', 0, ' ', '2', '0', 0};
constexpr std::size_t kHeadBytes = 24;
constexpr std::size_t kViewHeadBytes = 4;
constexpr std::size_t kMinutiaBytes = 6;
constexpr std::size_t kExtendedLengthBytes = 2;
constexpr std::size_t kExtendedAreaHeadBytes = 4;

/// Type of the extended data area that holds a ridge flow map: both bytes 1 to 255, as vendor-defined areas have them
/// (ISO/IEC 19794-2:2005, 7.5). "RF".
constexpr unsigned kFlowAreaType = 0x5246;

constexpr std::size_t kMaxWrittenViews = 16;
constexpr unsigned kPositionMask = 0x3FFF;
constexpr unsigned kTypeShift = 14;
constexpr unsigned kMaxImpression = 0xF;

/// 500 ppi in the record's unit, px/cm, rounded; 196 is what truncating writers put for the same 196.85.
constexpr std::uint16_t kNominalPxPerCm = 197;
constexpr std::uint16_t kNominalPxPerCmTruncated = 196;

Error malformed(const std::string& detail) {
  return {ErrorCode::MALFORMED_TEMPLATE, "ISO/IEC 19794-2 record: " + detail};
}

bool has_magic(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), bytes.begin());
}

// INCITS 378-2004 carries the same version characters, but two bytes of length where ISO has four: there the first two
// are the whole length, here they are 0 in every record below 64 KiB.
bool has_incits_length(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kMagic.size() + 4) return false;
  const auto field = bytes.subspan(kMagic.size());
  return BigEndianReader(field).u16() == bytes.size() && BigEndianReader(field).u32() != bytes.size();
}

// From pixels of one axis of the record to pixels at 500 ppi, in whole numbers so that no machine rounds differently.
class AxisScale {
 public:
  explicit AxisScale(std::uint16_t px_per_cm) : px_per_cm_(px_per_cm) {}

  [[nodiscard]] bool in_range() const {
    return px_per_cm_ * kCmPerInch >= limits::kMinPpi - 1 && px_per_cm_ * kCmPerInch <= limits::kMaxPpi + 1;
  }
  [[nodiscard]] bool is_nominal() const {
    return px_per_cm_ == kNominalPxPerCm || px_per_cm_ == kNominalPxPerCmTruncated;
  }
  [[nodiscard]] unsigned steps(unsigned px) const { return scaled(px * static_cast<unsigned>(kStepsPerPx)); }
  [[nodiscard]] unsigned size_px(unsigned px) const { return scaled(px); }

 private:
  static constexpr double kCmPerInch = 2.54;

  // value * 500 / (px_per_cm * 2.54), to the nearest whole number.
  [[nodiscard]] unsigned scaled(unsigned value) const {
    if (is_nominal()) return value;
    const std::uint64_t divisor = std::uint64_t{px_per_cm_} * 254;
    return static_cast<unsigned>((std::uint64_t{value} * 50000 + divisor / 2) / divisor);
  }

  std::uint16_t px_per_cm_;
};

struct RecordHead {
  AxisScale x_scale;
  AxisScale y_scale;
  unsigned width_px;
  unsigned height_px;
  unsigned views;
};

// Values above 100 say that no quality was measured (254, 255) or are reserved.
std::uint8_t quality_of(std::uint8_t byte) { return byte <= ranges::kMaxQuality ? byte : std::uint8_t{0}; }

Result<RecordHead> read_head(BigEndianReader& reader) {
  reader.skip(kMagic.size() + 4 + 2);  // magic, length and capture equipment
  const unsigned width = reader.u16();
  const unsigned height = reader.u16();
  const AxisScale x_scale(reader.u16());
  const AxisScale y_scale(reader.u16());
  const unsigned views = reader.u8();
  reader.skip(1);
  if (!x_scale.in_range() || !y_scale.in_range()) {
    return Error{ErrorCode::RESOLUTION_OUT_OF_RANGE,
                 "ISO/IEC 19794-2 record: expected a resolution of 118 to 472 px/cm (300 to 1200 ppi)"};
  }
  if (views == 0) return malformed("no finger view");
  const RecordHead head{x_scale, y_scale, x_scale.size_px(width), y_scale.size_px(height), views};
  if (head.width_px > limits::kMaxNominalSide || head.height_px > limits::kMaxNominalSide) {
    return malformed("an image of " + std::to_string(width) + " x " + std::to_string(height) +
                     " px is larger than a print");
  }
  return head;
}

Result<Minutia> read_minutia(BigEndianReader& reader, const RecordHead& head) {
  const unsigned type_and_x = reader.u16();
  const unsigned reserved_and_y = reader.u16();
  const std::uint8_t angle = reader.u8();
  const std::uint8_t quality = quality_of(reader.u8());
  const unsigned x = head.x_scale.steps(type_and_x & kPositionMask);
  const unsigned y = head.y_scale.steps(reserved_and_y & kPositionMask);
  constexpr unsigned kMaxSteps = static_cast<unsigned>(limits::kMaxNominalSide * kStepsPerPx);
  if (x >= kMaxSteps || y >= kMaxSteps) return malformed("a minutia lies outside of any print");
  // The reserved type 3 says no more than that there is a minutia.
  const unsigned type = type_and_x >> kTypeShift;
  return Minutia{static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y), angle,
                 type <= 2 ? static_cast<MinutiaType>(type) : MinutiaType::other, quality};
}

// The size in the head is not always that of the image the minutiae were found in (0, or sides exchanged, occur): the
// template's size is then the smallest that holds them.
void grow_to_hold_minutiae(Template& view) {
  for (const Minutia& minutia : view.minutiae) {
    const auto past = [](unsigned steps) {
      return static_cast<std::uint16_t>(steps / static_cast<unsigned>(kStepsPerPx) + 1);
    };
    view.width = std::max(view.width, past(minutia.x));
    view.height = std::max(view.height, past(minutia.y));
  }
}

// The ridge flow map among the areas of extended data; empty where there is none, or none that can be read.
RidgeFlowMap find_flow(std::span<const std::uint8_t> areas) {
  BigEndianReader reader(areas);
  while (reader.remaining() >= kExtendedAreaHeadBytes) {
    const unsigned type = reader.u16();
    const std::size_t length = reader.u16();  // of the whole area
    if (length < kExtendedAreaHeadBytes) break;
    const auto data = reader.take(length - kExtendedAreaHeadBytes);
    if (type != kFlowAreaType) continue;
    Result<RidgeFlowMap> flow = decode_flow(data);
    return flow ? std::move(flow).value() : RidgeFlowMap{};
  }
  return {};
}

// Only the place of the next view and the flow depend on the extended data. Behind the last view there is none, and a length
// that is wrong (one of the public sample records counts a byte too many) or missing does no harm.
bool read_extended_data(BigEndianReader& reader, bool last_view, RidgeFlowMap& flow) {
  const std::size_t length = reader.u16();
  flow = find_flow(reader.take(length));
  return reader.ok() || last_view;
}

Result<Template> read_view(BigEndianReader& reader, const RecordHead& head, bool last_view) {
  Template view;
  view.position = reader.u8();
  view.impression = reader.u8() & kMaxImpression;  // the high half counts the views of one finger
  view.quality = quality_of(reader.u8());
  view.width = static_cast<std::uint16_t>(head.width_px);
  view.height = static_cast<std::uint16_t>(head.height_px);
  const std::size_t count = reader.u8();
  if (!reader.ok() || reader.remaining() < count * kMinutiaBytes) return malformed("ends within a finger view");
  if (view.position > ranges::kMaxPosition) {
    return malformed("finger position " + std::to_string(view.position) + " is no finger");
  }
  view.minutiae.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto minutia = read_minutia(reader, head);
    if (!minutia) return minutia.error();
    view.minutiae.push_back(minutia.value());
  }
  if (!read_extended_data(reader, last_view, view.flow)) {
    return malformed("extended data ends beyond the record");
  }
  // A flow map lies on the pixels of its print.
  if (!head.x_scale.is_nominal() || !head.y_scale.is_nominal()) view.flow = {};
  // A record may order its minutiae as it likes; a Template has the best first.
  std::stable_sort(view.minutiae.begin(), view.minutiae.end(),
                   [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
  grow_to_hold_minutiae(view);
  return view;
}

class BigEndianWriter {
 public:
  void put(unsigned value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
      bytes_.push_back(static_cast<std::uint8_t>(value >> shift));
  }
  void put(std::span<const std::uint8_t> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
  [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  std::vector<std::uint8_t> bytes_;
};

// The nearest pixel of the image: rounding up must not leave it.
unsigned whole_px(std::uint16_t steps, std::uint16_t size_px) {
  constexpr unsigned kSteps = static_cast<unsigned>(kStepsPerPx);
  const unsigned nearest = (steps + kSteps / 2) / kSteps;
  return nearest == size_px ? steps / kSteps : nearest;
}

Result<int> check_writable(std::span<const Template> templates) {
  if (templates.empty() || templates.size() > kMaxWrittenViews) {
    return Error{ErrorCode::INVALID_ARGUMENT,
                 "an ISO/IEC 19794-2 record holds 1 to 16 templates, got " + std::to_string(templates.size())};
  }
  for (const Template& view : templates) {
    const bool minutiae_fit = std::all_of(view.minutiae.begin(), view.minutiae.end(), [](const Minutia& minutia) {
      return minutia.x <= ranges::kMaxSteps && minutia.y <= ranges::kMaxSteps && minutia.quality <= ranges::kMaxQuality;
    });
    if (!minutiae_fit || view.minutiae.size() > limits::kMaxMinutiae || view.position > ranges::kMaxPosition ||
        view.impression > kMaxImpression || view.quality > ranges::kMaxQuality || !is_sound(view.flow)) {
      return Error{ErrorCode::INVALID_ARGUMENT, "a template has a value that an ISO/IEC 19794-2 record cannot hold"};
    }
  }
  return 0;
}

// What follows the length of a view's extended data.
std::vector<std::uint8_t> extended_data_of(const Template& view) {
  if (view.flow.empty()) return {};
  const std::vector<std::uint8_t> flow = encode_flow(view.flow);
  BigEndianWriter writer;
  writer.put(kFlowAreaType, 2);
  writer.put(static_cast<unsigned>(kExtendedAreaHeadBytes + flow.size()), 2);
  writer.put(flow);
  return writer.take();
}

void write_head(BigEndianWriter& writer, std::span<const Template> templates) {
  std::size_t length = kHeadBytes;
  unsigned width = 0;
  unsigned height = 0;
  for (const Template& view : templates) {
    length += kViewHeadBytes + view.minutiae.size() * kMinutiaBytes;
    length += kExtendedLengthBytes + extended_data_of(view).size();
    width = std::max<unsigned>(width, view.width);
    height = std::max<unsigned>(height, view.height);
  }
  writer.put(kMagic);
  writer.put(static_cast<unsigned>(length), 4);
  writer.put(0, 2);  // capture equipment: not certified, not reported
  writer.put(width, 2);
  writer.put(height, 2);
  writer.put(kNominalPxPerCm, 2);
  writer.put(kNominalPxPerCm, 2);
  writer.put(static_cast<unsigned>(templates.size()), 1);
  writer.put(0, 1);
}

void write_view(BigEndianWriter& writer, const Template& view, unsigned view_number) {
  writer.put(view.position, 1);
  writer.put(view_number << 4 | view.impression, 1);
  writer.put(view.quality, 1);
  writer.put(static_cast<unsigned>(view.minutiae.size()), 1);
  for (const Minutia& minutia : view.minutiae) {
    writer.put(static_cast<unsigned>(minutia.type) << kTypeShift | whole_px(minutia.x, view.width), 2);
    writer.put(whole_px(minutia.y, view.height), 2);
    writer.put(minutia.angle, 1);
    writer.put(minutia.quality, 1);
  }
  const std::vector<std::uint8_t> extended_data = extended_data_of(view);
  writer.put(static_cast<unsigned>(extended_data.size()), kExtendedLengthBytes);
  writer.put(extended_data);
}

}  // namespace

bool is_iso19794_2(std::span<const std::uint8_t> bytes) noexcept {
  return has_magic(bytes) && !has_incits_length(bytes);
}

Result<std::vector<Template>> read_iso19794_2(std::span<const std::uint8_t> bytes) {
  if (!is_iso19794_2(bytes)) {
    return Error{ErrorCode::UNSUPPORTED_TEMPLATE, "expected an ISO/IEC 19794-2:2005 record (FMR, version 20)"};
  }
  if (bytes.size() < kHeadBytes) return malformed("shorter than its head");
  const std::size_t length = BigEndianReader(bytes.subspan(kMagic.size())).u32();
  if (length < kHeadBytes || length > bytes.size()) {
    return malformed("states a length of " + std::to_string(length) + " bytes, got " + std::to_string(bytes.size()));
  }
  // What follows the stated length is padding or another record, and none of this one.
  BigEndianReader reader(bytes.first(length));
  const auto head = read_head(reader);
  if (!head) return head.error();
  std::vector<Template> views;
  for (unsigned i = 0; i < head.value().views; ++i) {
    auto view = read_view(reader, head.value(), i + 1 == head.value().views);
    if (!view) return view.error();
    views.push_back(std::move(view).value());
  }
  return views;
}

Result<std::vector<std::uint8_t>> write_iso19794_2(std::span<const Template> templates) {
  if (const auto checked = check_writable(templates); !checked) return checked.error();
  BigEndianWriter writer;
  write_head(writer, templates);
  std::array<unsigned, ranges::kMaxPosition + 1> views_of_finger{};
  for (const Template& view : templates) write_view(writer, view, views_of_finger[view.position]++);
  return writer.take();
}

}  // namespace ridgeline

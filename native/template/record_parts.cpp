#include "template/record_parts.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "template/ranges.hpp"

namespace ridgeline::record {
namespace {

constexpr std::size_t kExtendedAreaHeadBytes = 4;

/// Type of the extended data area that holds a ridge flow map: both bytes 1 to 255, as vendor-defined areas have them
/// (ISO/IEC 19794-2:2005, 7.5; the other forms have the same rule). "RF".
constexpr unsigned kFlowAreaType = 0x5246;

constexpr unsigned kPositionMask = 0x3FFF;
constexpr unsigned kTypeShift = 14;

/// 196 is what truncating writers put for the 196.85 px/cm of 500 ppi.
constexpr std::uint16_t kNominalPxPerCmTruncated = 196;
constexpr double kCmPerInch = 2.54;

/// Steps of 2 degrees in a turn.
constexpr unsigned kTwoDegreeSteps = 180;
constexpr unsigned kTurn = 256;

unsigned from_unit(unsigned angle, AngleUnit unit) {
  if (unit == AngleUnit::turn_256) return angle;
  return ((angle % kTwoDegreeSteps) * kTurn + kTwoDegreeSteps / 2) / kTwoDegreeSteps % kTurn;
}

unsigned to_unit(unsigned angle, AngleUnit unit) {
  return unit == AngleUnit::turn_256 ? angle : (angle * kTwoDegreeSteps + kTurn / 2) / kTurn % kTwoDegreeSteps;
}

Result<Minutia> read_minutia(BigEndianReader& reader, const Frame& frame, const MinutiaLayout& layout) {
  const unsigned type_and_x = reader.u16();
  const unsigned reserved_and_y = reader.u16();
  const unsigned angle = from_unit(reader.u8(), layout.angle);
  const std::uint8_t quality = layout.has_quality ? quality_of(reader.u8()) : std::uint8_t{0};
  const unsigned x = frame.x_scale.steps(type_and_x & kPositionMask);
  const unsigned y = frame.y_scale.steps(reserved_and_y & kPositionMask);
  constexpr unsigned kMaxSteps = static_cast<unsigned>(limits::kMaxNominalSide * kStepsPerPx);
  if (x >= kMaxSteps || y >= kMaxSteps) return malformed("a minutia lies outside of any print");
  // The reserved type 3 says no more than that there is a minutia.
  const unsigned type = type_and_x >> kTypeShift;
  return Minutia{static_cast<std::uint16_t>(x), static_cast<std::uint16_t>(y), static_cast<std::uint8_t>(angle),
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

// Areas up to the first whose length lies. A flow map that cannot be read is no more than that.
void read_areas(std::span<const std::uint8_t> bytes, RecordView& view) {
  BigEndianReader reader(bytes);
  while (reader.remaining() >= kExtendedAreaHeadBytes) {
    const unsigned type = reader.u16();
    const std::size_t length = reader.u16();  // of the whole area
    if (length < kExtendedAreaHeadBytes) return;
    const auto data = reader.take(length - kExtendedAreaHeadBytes);
    if (!reader.ok()) return;
    if (type != kFlowAreaType) {
      view.areas.push_back({static_cast<std::uint16_t>(type), {data.begin(), data.end()}});
    } else if (Result<RidgeFlowMap> flow = decode_flow(data); flow && view.print.flow.empty()) {
      view.print.flow = std::move(flow).value();
    }
  }
}

// The nearest pixel of the image: rounding up must not leave it.
unsigned whole_px(std::uint16_t steps, std::uint16_t size_px) {
  constexpr unsigned kSteps = static_cast<unsigned>(kStepsPerPx);
  const unsigned nearest = (steps + kSteps / 2) / kSteps;
  return nearest == size_px ? steps / kSteps : nearest;
}

void write_area(BigEndianWriter& writer, unsigned type, std::span<const std::uint8_t> data) {
  writer.put(type, 2);
  writer.put(kExtendedAreaHeadBytes + data.size(), 2);
  writer.put(data);
}

}  // namespace

Error malformed(const std::string& detail) { return {ErrorCode::MALFORMED_TEMPLATE, "minutiae record: " + detail}; }

bool AxisScale::in_range() const {
  return px_per_cm_ * kCmPerInch >= limits::kMinPpi - 1 && px_per_cm_ * kCmPerInch <= limits::kMaxPpi + 1;
}

bool AxisScale::is_nominal() const { return px_per_cm_ == kNominalPxPerCm || px_per_cm_ == kNominalPxPerCmTruncated; }

// value * 500 / (px_per_cm * 2.54), to the nearest whole number.
unsigned AxisScale::scaled(unsigned value) const {
  if (is_nominal()) return value;
  const std::uint64_t divisor = std::uint64_t{px_per_cm_} * 254;
  return static_cast<unsigned>((std::uint64_t{value} * 50000 + divisor / 2) / divisor);
}

Result<Frame> frame_of(const StatedFrame& stated) {
  const AxisScale x_scale(stated.x_px_per_cm);
  const AxisScale y_scale(stated.y_px_per_cm);
  if (!x_scale.in_range() || !y_scale.in_range()) {
    return Error{ErrorCode::RESOLUTION_OUT_OF_RANGE,
                 "minutiae record: expected a resolution of 118 to 472 px/cm (300 to 1200 ppi)"};
  }
  const Frame frame{x_scale, y_scale, x_scale.size_px(stated.width), y_scale.size_px(stated.height)};
  if (frame.width_px > limits::kMaxNominalSide || frame.height_px > limits::kMaxNominalSide) {
    return malformed("an image of " + std::to_string(stated.width) + " x " + std::to_string(stated.height) +
                     " px is larger than a print");
  }
  return frame;
}

std::uint8_t quality_of(std::uint8_t byte) noexcept { return byte <= ranges::kMaxQuality ? byte : std::uint8_t{0}; }

Result<int> read_contents(BigEndianReader& reader, std::size_t count, const Frame& frame, const MinutiaLayout& layout,
                          bool last_view, RecordView& view) {
  Template& print = view.print;
  print.width = static_cast<std::uint16_t>(frame.width_px);
  print.height = static_cast<std::uint16_t>(frame.height_px);
  const std::size_t minutia_bytes = layout.has_quality ? kMinutiaBytes : kMinutiaBytes - 1;
  if (!reader.ok() || reader.remaining() < count * minutia_bytes) return malformed("ends within a finger view");
  if (print.position > ranges::kMaxPosition) {
    return malformed("finger position " + std::to_string(print.position) + " is no finger");
  }
  if (print.impression > kMaxImpression) print.impression = 0;
  print.minutiae.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto minutia = read_minutia(reader, frame, layout);
    if (!minutia) return minutia.error();
    print.minutiae.push_back(minutia.value());
  }
  const std::size_t length = reader.u16();
  read_areas(reader.take(length), view);
  if (!reader.ok() && !last_view) return malformed("extended data ends beyond the record");
  // A flow map and areas that a standard defines lie on the pixels of their print.
  if (!frame.x_scale.is_nominal() || !frame.y_scale.is_nominal()) {
    print.flow = {};
    view.areas.clear();
  }
  grow_to_hold_minutiae(print);
  return 0;
}

void write_contents(BigEndianWriter& writer, const RecordView& view, const MinutiaLayout& layout) {
  for (const Minutia& minutia : view.print.minutiae) {
    writer.put(static_cast<unsigned>(minutia.type) << kTypeShift | whole_px(minutia.x, view.print.width), 2);
    writer.put(whole_px(minutia.y, view.print.height), 2);
    writer.put(to_unit(minutia.angle, layout.angle), 1);
    if (layout.has_quality) writer.put(minutia.quality == 0 ? layout.no_quality : minutia.quality, 1);
  }
  BigEndianWriter areas;
  for (const ExtendedArea& area : view.areas) write_area(areas, area.type, area.data);
  if (!view.print.flow.empty()) write_area(areas, kFlowAreaType, encode_flow(view.print.flow));
  const std::vector<std::uint8_t> bytes = areas.take();
  writer.put(bytes.size(), 2);
  writer.put(bytes);
}

std::vector<unsigned> view_numbers(std::span<const RecordView> views) {
  std::array<unsigned, ranges::kMaxPosition + 1> seen{};
  std::vector<unsigned> numbers;
  for (const RecordView& view : views) numbers.push_back(seen[view.print.position]++);
  return numbers;
}

}  // namespace ridgeline::record

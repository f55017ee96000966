// ISO/IEC 19794-2:2011: each view states its length, and blocks of quality and certification before its labels.
#include <array>

#include "template/record_parts.hpp"

namespace ridgeline::record {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'F', 'M', 'R', 0, '0', '3', '0', 0};
constexpr std::size_t kHeadBytes = 15;
constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kDateBytes = 9;
constexpr std::size_t kDeviceBytes = 5;
constexpr std::size_t kQualityBlockBytes = 5;
constexpr std::size_t kCertificationBlockBytes = 3;

/// In the byte before the count: bytes of a minutia in the high half, in the low half where endings lie (0: at the bifurcation of
/// the valley skeleton, as Ridgeline has them).
constexpr unsigned kMinutiaBytesShift = 4;

constexpr MinutiaLayout layout_of(bool has_quality) { return {AngleUnit::turn_256, has_quality, kNoQuality}; }

Result<RecordView> read_view(BigEndianReader& reader, bool certified, bool last_view) {
  RecordView view;
  reader.skip(kDateBytes + kDeviceBytes);
  const std::size_t qualities = reader.u8();
  if (qualities > 0) {
    view.print.quality = quality_of(reader.u8());
    reader.skip(qualities * kQualityBlockBytes - 1);
  }
  if (certified) reader.skip(reader.u8() * kCertificationBlockBytes);
  view.print.position = reader.u8();
  reader.skip(1);  // number of the view
  StatedFrame stated;
  stated.x_px_per_cm = reader.u16();
  stated.y_px_per_cm = reader.u16();
  view.print.impression = reader.u8();
  stated.width = reader.u16();
  stated.height = reader.u16();
  const std::size_t minutia_bytes = reader.u8() >> kMinutiaBytesShift;
  const std::size_t minutiae = reader.u8();
  if (!reader.ok()) return malformed("ends within a finger view");
  if (minutia_bytes != kMinutiaBytes && minutia_bytes != kMinutiaBytes - 1) {
    return malformed("minutiae of " + std::to_string(minutia_bytes) + " bytes; expected 5 or 6");
  }
  const auto frame = frame_of(stated);
  if (!frame) return frame.error();
  const auto read =
      read_contents(reader, minutiae, frame.value(), layout_of(minutia_bytes == kMinutiaBytes), last_view, view);
  if (!read) return read.error();
  return view;
}

}  // namespace

Result<std::vector<RecordView>> read_iso2011(std::span<const std::uint8_t> bytes) {
  BigEndianReader reader(bytes);
  reader.skip(kMagic.size() + kLengthBytes);
  const std::size_t count = reader.u16();
  const bool certified = reader.u8() == 1;
  if (!reader.ok()) return malformed("shorter than its head");
  if (count == 0 || count > kMaxReadViews) return malformed("states " + std::to_string(count) + " finger views");
  std::vector<RecordView> views;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t length = reader.u32();
    const auto bytes_of_view = reader.take(length < kLengthBytes ? 0 : length - kLengthBytes);
    if (!reader.ok()) return malformed("a finger view ends beyond the record");
    BigEndianReader within(bytes_of_view);
    auto view = read_view(within, certified, i + 1 == count);
    if (!view) return view.error();
    views.push_back(std::move(view).value());
  }
  return views;
}

std::vector<std::uint8_t> write_iso2011(std::span<const RecordView> views) {
  BigEndianWriter body;
  const std::vector<unsigned> numbers = view_numbers(views);
  for (std::size_t i = 0; i < views.size(); ++i) {
    const Template& print = views[i].print;
    BigEndianWriter view;
    for (std::size_t byte = 0; byte < kDateBytes; ++byte) view.put(0xFF, 1);  // no date
    view.put(0, kDeviceBytes);  // technology, owner and identifier of the device: not reported
    view.put(1, 1);
    view.put(print.quality, 1);
    view.put(0, kQualityBlockBytes - 1);  // owner and identifier of the quality algorithm: not reported
    view.put(print.position, 1);
    view.put(numbers[i], 1);
    view.put(kNominalPxPerCm, 2);
    view.put(kNominalPxPerCm, 2);
    view.put(print.impression, 1);
    view.put(print.width, 2);
    view.put(print.height, 2);
    view.put(kMinutiaBytes << kMinutiaBytesShift, 1);
    view.put(print.minutiae.size(), 1);
    write_contents(view, views[i], layout_of(true));
    const std::vector<std::uint8_t> written = view.take();
    body.put(kLengthBytes + written.size(), kLengthBytes);
    body.put(written);
  }
  const std::vector<std::uint8_t> written = body.take();
  BigEndianWriter writer;
  writer.put(kMagic);
  writer.put(kHeadBytes + written.size(), kLengthBytes);
  writer.put(views.size(), 2);
  writer.put(0, 1);  // no certification blocks
  writer.put(written);
  return writer.take();
}

}  // namespace ridgeline::record

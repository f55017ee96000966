// ISO/IEC 19794-2:2005 and ANSI/INCITS 378-2004: one image size and resolution for all views. The two differ in the head's length
// and product owner, and in the unit of angles.
#include <algorithm>
#include <array>

#include "template/record_parts.hpp"

namespace ridgeline::record {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'F', 'M', 'R', 0, ' ', '2', '0', 0};

/// Bytes of the head behind the length and, in INCITS, the product owner and type.
constexpr std::size_t kIsoHeadBytes = 24;
constexpr std::size_t kIncitsHeadBytes = 26;
constexpr std::size_t kIncitsOwnerBytes = 4;

/// Where a record of 64 KiB or more has its length in INCITS: two bytes of 0, then four.
constexpr std::size_t kLongLengthBytes = 4;

MinutiaLayout layout_of(RecordForm form) {
  return {form == RecordForm::iso2005 ? AngleUnit::turn_256 : AngleUnit::two_degrees, true, 0};
}

void skip_to_equipment(BigEndianReader& reader, RecordForm form) {
  reader.skip(kMagic.size());
  if (form == RecordForm::iso2005) {
    reader.skip(4);
    return;
  }
  if (reader.u16() == 0) reader.skip(kLongLengthBytes);
  reader.skip(kIncitsOwnerBytes);
}

}  // namespace

Result<std::vector<RecordView>> read_shared_frame(std::span<const std::uint8_t> bytes, RecordForm form) {
  BigEndianReader reader(bytes);
  skip_to_equipment(reader, form);
  reader.skip(2);  // capture equipment
  StatedFrame stated;
  stated.width = reader.u16();
  stated.height = reader.u16();
  stated.x_px_per_cm = reader.u16();
  stated.y_px_per_cm = reader.u16();
  const unsigned count = reader.u8();
  reader.skip(1);
  if (!reader.ok()) return malformed("shorter than its head");
  const auto frame = frame_of(stated);
  if (!frame) return frame.error();
  if (count == 0) return malformed("no finger view");
  std::vector<RecordView> views;
  for (unsigned i = 0; i < count; ++i) {
    RecordView& view = views.emplace_back();
    view.print.position = reader.u8();
    view.print.impression = reader.u8() & kMaxImpression;  // the high half counts the views of one finger
    view.print.quality = quality_of(reader.u8());
    const std::size_t minutiae = reader.u8();
    const auto read = read_contents(reader, minutiae, frame.value(), layout_of(form), i + 1 == count, view);
    if (!read) return read.error();
  }
  return views;
}

std::vector<std::uint8_t> write_shared_frame(std::span<const RecordView> views, RecordForm form) {
  BigEndianWriter body;
  unsigned width = 0;
  unsigned height = 0;
  const std::vector<unsigned> numbers = view_numbers(views);
  for (std::size_t i = 0; i < views.size(); ++i) {
    const Template& print = views[i].print;
    width = std::max<unsigned>(width, print.width);
    height = std::max<unsigned>(height, print.height);
    body.put(print.position, 1);
    body.put(numbers[i] << 4 | print.impression, 1);
    body.put(print.quality, 1);
    body.put(print.minutiae.size(), 1);
    write_contents(body, views[i], layout_of(form));
  }
  const std::vector<std::uint8_t> written = body.take();
  BigEndianWriter writer;
  writer.put(kMagic);
  if (form == RecordForm::iso2005) {
    writer.put(kIsoHeadBytes + written.size(), 4);
  } else {
    const std::size_t length = kIncitsHeadBytes + written.size();
    writer.put(length > 0xFFFF ? 0 : length, 2);
    if (length > 0xFFFF) writer.put(length + kLongLengthBytes, 4);
    writer.put(0, kIncitsOwnerBytes);  // product owner and type: not reported
  }
  writer.put(0, 2);  // capture equipment: not certified, not reported
  writer.put(width, 2);
  writer.put(height, 2);
  writer.put(kNominalPxPerCm, 2);
  writer.put(kNominalPxPerCm, 2);
  writer.put(views.size(), 1);
  writer.put(0, 1);
  writer.put(written);
  return writer.take();
}

}  // namespace ridgeline::record

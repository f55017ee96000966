// ANSI/INCITS 378-2009: each view has its own image size, resolution and quality algorithm.
#include <array>

#include "template/record_parts.hpp"

namespace ridgeline::record {
namespace {

constexpr std::array<std::uint8_t, 8> kMagic = {'F', 'M', 'R', 0, '0', '3', '0', 0};
constexpr std::size_t kHeadBytes = 21;

/// The draft of 2007 has no byte for the certification of the equipment before its identifier.
constexpr std::size_t kDraftHeadBytes = 20;

constexpr MinutiaLayout kLayout{AngleUnit::two_degrees, true, kNoQuality};

Result<RecordView> read_view(BigEndianReader& reader, bool last_view) {
  RecordView view;
  view.print.position = reader.u8();
  reader.skip(1);  // number of the view
  view.print.impression = reader.u8();
  view.print.quality = quality_of(reader.u8());
  reader.skip(4);  // owner and identifier of the quality algorithm
  StatedFrame stated;
  stated.width = reader.u16();
  stated.height = reader.u16();
  stated.x_px_per_cm = reader.u16();
  stated.y_px_per_cm = reader.u16();
  const std::size_t minutiae = reader.u8();
  if (!reader.ok()) return malformed("ends within a finger view");
  const auto frame = frame_of(stated);
  if (!frame) return frame.error();
  const auto read = read_contents(reader, minutiae, frame.value(), kLayout, last_view, view);
  if (!read) return read.error();
  return view;
}

Result<std::vector<RecordView>> read_behind_head(std::span<const std::uint8_t> bytes, std::size_t head_bytes) {
  BigEndianReader reader(bytes);
  reader.skip(head_bytes - 2);
  const unsigned count = reader.u8();
  reader.skip(1);
  if (!reader.ok()) return malformed("shorter than its head");
  if (count == 0) return malformed("no finger view");
  std::vector<RecordView> views;
  for (unsigned i = 0; i < count; ++i) {
    auto view = read_view(reader, i + 1 == count);
    if (!view) return view.error();
    views.push_back(std::move(view).value());
  }
  return views;
}

}  // namespace

Result<std::vector<RecordView>> read_incits2009(std::span<const std::uint8_t> bytes) {
  auto views = read_behind_head(bytes, kHeadBytes);
  if (views) return views;
  auto of_draft = read_behind_head(bytes, kDraftHeadBytes);
  return of_draft ? std::move(of_draft) : std::move(views);
}

std::vector<std::uint8_t> write_incits2009(std::span<const RecordView> views) {
  BigEndianWriter body;
  const std::vector<unsigned> numbers = view_numbers(views);
  for (std::size_t i = 0; i < views.size(); ++i) {
    const Template& print = views[i].print;
    body.put(print.position, 1);
    body.put(numbers[i], 1);
    body.put(print.impression, 1);
    body.put(print.quality, 1);
    body.put(0, 4);  // owner and identifier of the quality algorithm: not reported
    body.put(print.width, 2);
    body.put(print.height, 2);
    body.put(kNominalPxPerCm, 2);
    body.put(kNominalPxPerCm, 2);
    body.put(print.minutiae.size(), 1);
    write_contents(body, views[i], kLayout);
  }
  const std::vector<std::uint8_t> written = body.take();
  BigEndianWriter writer;
  writer.put(kMagic);
  writer.put(kHeadBytes + written.size(), 4);
  writer.put(0, 4);  // product owner and type: not reported
  writer.put(0, 3);  // capture equipment: not certified, not reported
  writer.put(views.size(), 1);
  writer.put(0, 1);
  writer.put(written);
  return writer.take();
}

}  // namespace ridgeline::record

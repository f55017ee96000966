#include "template/minutiae_record.hpp"

#include <algorithm>
#include <string_view>

#include "base/limits.hpp"
#include "template/ranges.hpp"
#include "template/record_parts.hpp"

namespace ridgeline {
namespace {

constexpr std::size_t kMagicBytes = 8;
constexpr std::size_t kVersionAt = 4;

/// Least bytes of a record of INCITS 378-2004 and of ISO/IEC 19794-2:2005.
constexpr std::size_t kLeastIncits2004Bytes = 26;
constexpr std::size_t kLeastIso2005Bytes = 24;

/// Head of a record and least bytes of a view of ISO/IEC 19794-2:2011.
constexpr std::size_t kIso2011HeadBytes = 15;
constexpr std::size_t kLeastIso2011ViewBytes = 34;

/// A vendor-defined type has no byte of 0; the standards define those below.
constexpr bool is_vendor_defined(std::uint16_t type) { return type >> 8 != 0 && (type & 0xFF) != 0; }

std::string_view version_of(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kMagic("FMR\0", kVersionAt);
  if (bytes.size() < kMagicBytes || !std::equal(kMagic.begin(), kMagic.end(), bytes.begin())) return {};
  if (bytes[kMagicBytes - 1] != 0) return {};
  for (const std::string_view known : {" 20", "020", "030", "035"}) {
    if (std::equal(known.begin(), known.end(), bytes.begin() + kVersionAt)) return known;
  }
  return {};
}

std::size_t length_of(std::span<const std::uint8_t> bytes, RecordForm form) {
  BigEndianReader reader(bytes.subspan(kMagicBytes));
  if (form != RecordForm::incits2004) return reader.u32();
  const std::size_t length = reader.u16();
  return length == 0 ? reader.u32() : length;
}

bool has_lengths_of_views(std::span<const std::uint8_t> bytes) {
  BigEndianReader reader(bytes.subspan(kMagicBytes));
  const std::size_t length = reader.u32();
  const std::size_t count = reader.u16();
  reader.skip(1);
  std::size_t sum = kIso2011HeadBytes;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t view_bytes = reader.u32();
    if (view_bytes < kLeastIso2011ViewBytes) return false;
    reader.skip(view_bytes - 4);
    if (!reader.ok()) return false;
    sum += view_bytes;
  }
  return count > 0 && sum == length;
}

Result<std::vector<RecordView>> read_views(std::span<const std::uint8_t> bytes, RecordForm form) {
  switch (form) {
    case RecordForm::iso2011:
      return record::read_iso2011(bytes);
    case RecordForm::incits2009:
      return record::read_incits2009(bytes);
    default:
      return record::read_shared_frame(bytes, form);
  }
}

bool is_writable(const RecordView& view) {
  const Template& print = view.print;
  const bool minutiae_fit = std::all_of(print.minutiae.begin(), print.minutiae.end(), [](const Minutia& minutia) {
    return minutia.x <= ranges::kMaxSteps && minutia.y <= ranges::kMaxSteps && minutia.quality <= ranges::kMaxQuality;
  });
  std::size_t extended_bytes = kMaxFlowBytes + 4;
  for (const ExtendedArea& area : view.areas) extended_bytes += 4 + area.data.size();
  return minutiae_fit && extended_bytes <= 0xFFFF && print.minutiae.size() <= limits::kMaxMinutiae &&
         print.position <= ranges::kMaxPosition && print.impression <= record::kMaxImpression &&
         print.quality <= ranges::kMaxQuality && is_sound(print.flow);
}

}  // namespace

std::optional<RecordForm> form_of(std::span<const std::uint8_t> bytes) noexcept {
  const std::string_view version = version_of(bytes);
  if (version == "020") return RecordForm::incits2004;
  if (version == "035") return RecordForm::incits2009;
  if (version == "030") return has_lengths_of_views(bytes) ? RecordForm::iso2011 : RecordForm::incits2009;
  if (version.empty()) return std::nullopt;
  BigEndianReader reader(bytes.subspan(kMagicBytes));
  if (reader.u16() >= kLeastIncits2004Bytes) return RecordForm::incits2004;
  // Two bytes of 0 before a length of four bytes: a long record of INCITS.
  BigEndianReader whole(bytes.subspan(kMagicBytes));
  return bytes.size() >= kLeastIncits2004Bytes && whole.u32() < kLeastIso2005Bytes ? RecordForm::incits2004
                                                                                   : RecordForm::iso2005;
}

Result<MinutiaeRecord> read_minutiae_record(std::span<const std::uint8_t> bytes) {
  const std::optional<RecordForm> form = form_of(bytes);
  if (!form) {
    return Error{ErrorCode::UNSUPPORTED_TEMPLATE,
                 "expected a minutiae record of ISO/IEC 19794-2:2005 or 2011 or ANSI/INCITS 378-2004 or 2009"};
  }
  const std::size_t length = length_of(bytes, *form);
  if (length < kMagicBytes || length > bytes.size()) {
    return record::malformed("states a length of " + std::to_string(length) + " bytes, got " +
                             std::to_string(bytes.size()));
  }
  // What follows the stated length is padding or another record, and none of this one.
  auto views = read_views(bytes.first(length), *form);
  if (!views) return views.error();
  return MinutiaeRecord{*form, std::move(views).value()};
}

Result<std::vector<std::uint8_t>> write_minutiae_record(const MinutiaeRecord& source, RecordForm form) {
  if (source.views.empty() || source.views.size() > record::kMaxWrittenViews) {
    return Error{ErrorCode::INVALID_ARGUMENT,
                 "a minutiae record holds 1 to 16 templates, got " + std::to_string(source.views.size())};
  }
  std::vector<RecordView> views = source.views;
  for (RecordView& view : views) {
    if (form != source.form) {
      std::erase_if(view.areas, [](const ExtendedArea& area) { return !is_vendor_defined(area.type); });
    }
    if (!is_writable(view)) {
      return Error{ErrorCode::INVALID_ARGUMENT, "a template has a value that a minutiae record cannot hold"};
    }
  }
  switch (form) {
    case RecordForm::iso2011:
      return record::write_iso2011(views);
    case RecordForm::incits2009:
      return record::write_incits2009(views);
    default:
      return record::write_shared_frame(views, form);
  }
}

Result<std::vector<Template>> read_minutiae_templates(std::span<const std::uint8_t> bytes) {
  auto read = read_minutiae_record(bytes);
  if (!read) return read.error();
  std::vector<Template> templates;
  for (const RecordView& view : read.value().views) {
    Template& print = templates.emplace_back(view.print);
    // A record may order its minutiae as it likes; a Template has the best first.
    std::stable_sort(print.minutiae.begin(), print.minutiae.end(),
                     [](const Minutia& a, const Minutia& b) { return a.quality > b.quality; });
  }
  return templates;
}

Result<std::vector<std::uint8_t>> write_minutiae_templates(std::span<const Template> templates, RecordForm form) {
  MinutiaeRecord source{form, {}};
  for (const Template& print : templates) source.views.push_back({print, {}});
  return write_minutiae_record(source, form);
}

}  // namespace ridgeline

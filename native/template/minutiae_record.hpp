// Finger minutiae records ("FMR"): ISO/IEC 19794-2 and ANSI/INCITS 378, in the versions that are exchanged.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "template/template.hpp"

namespace ridgeline {

/// incits2009 is also read with the version digits of its amendment 1 (035), and with the head of its draft of 2007.
enum class RecordForm : std::uint8_t { iso2005, iso2011, incits2004, incits2009 };

/// An area of a view's extended data: ridge counts, cores and deltas, a vendor's own.
struct ExtendedArea {
  std::uint16_t type = 0;
  std::vector<std::uint8_t> data;

  friend bool operator==(const ExtendedArea&, const ExtendedArea&) = default;
};

/// A view as its record has it: minutiae in the record's order, which the areas of extended data may refer to.
struct RecordView {
  Template print;
  std::vector<ExtendedArea> areas{};  ///< without that of the ridge flow map, which `print` has

  friend bool operator==(const RecordView&, const RecordView&) = default;
};

struct MinutiaeRecord {
  RecordForm form = RecordForm::iso2005;
  std::vector<RecordView> views;

  friend bool operator==(const MinutiaeRecord&, const MinutiaeRecord&) = default;
};

/// The form that the first bytes show. Two pairs of forms share their version digits: INCITS 378-2004 has two bytes of length
/// where ISO of 2005 has four, and only ISO of 2011 has the lengths of its views. Nothing where no form has such digits.
[[nodiscard]] std::optional<RecordForm> form_of(std::span<const std::uint8_t> bytes) noexcept;

/// Reads every view of a record, with the ridge flow map where Ridgeline put one; positions are scaled to 500 ppi by the record's
/// own resolution, angles brought to 1/256 turn (INCITS counts 2 degrees). Qualities above 100 become 0, the reserved minutia
/// type becomes `other`, impressions above 15 plain. Tolerated, since nothing depends on it: bytes after the stated length, a wrong or missing
/// length of the last view's extended data, an image size that does not hold the minutiae (the template's size then grows to hold
/// them), reserved bits in use, angles of more than a turn.
/// Errors: MALFORMED_TEMPLATE (lengths or counts that lie), UNSUPPORTED_TEMPLATE (other version), RESOLUTION_OUT_OF_RANGE.
Result<MinutiaeRecord> read_minutiae_record(std::span<const std::uint8_t> bytes);

/// Writes 1 to 16 views of at most 255 minutiae each. Positions are whole pixels at 500 ppi. The ridge flow map goes into
/// vendor-defined extended data, which other readers pass over; areas of a vendor are kept in every form, those that a standard
/// defines only where record.form is the form written, since their units differ. Errors: INVALID_ARGUMENT.
Result<std::vector<std::uint8_t>> write_minutiae_record(const MinutiaeRecord& record, RecordForm form);

/// The templates of a record of any form: minutiae ordered by quality, extended data but for the flow left behind.
Result<std::vector<Template>> read_minutiae_templates(std::span<const std::uint8_t> bytes);

/// Writes a record with a view for each template.
Result<std::vector<std::uint8_t>> write_minutiae_templates(std::span<const Template> templates, RecordForm form);

}  // namespace ridgeline

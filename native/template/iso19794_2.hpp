// ISO/IEC 19794-2:2005 finger minutiae records (" 20" record format, several views).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "template/template.hpp"

namespace ridgeline {

/// Reads every view of a record as a template, with the ridge flow map where write_iso19794_2() put one; positions are scaled to 500 ppi by the record's own resolution, minutiae
/// ordered by quality. Qualities above 100 become 0, the reserved minutia type becomes `other`. Tolerated, since
/// nothing depends on it: bytes after the stated length, a wrong or missing length of the last view's extended data, an
/// image size that does not hold the minutiae (the template's size then grows to hold them), reserved bits in use.
/// Errors: MALFORMED_TEMPLATE (lengths or counts that lie), UNSUPPORTED_TEMPLATE (other version),
/// RESOLUTION_OUT_OF_RANGE.
Result<std::vector<Template>> read_iso19794_2(std::span<const std::uint8_t> bytes);

/// Writes one record with a view for each template (1 to 16 of them, at most 255 minutiae each). Positions are whole
/// pixels, and the one image size is the largest of the templates' own. The ridge flow map goes into vendor-defined extended
/// data, which other readers pass over.
/// Errors: INVALID_ARGUMENT.
Result<std::vector<std::uint8_t>> write_iso19794_2(std::span<const Template> templates);

[[nodiscard]] bool is_iso19794_2(std::span<const std::uint8_t> bytes) noexcept;

}  // namespace ridgeline

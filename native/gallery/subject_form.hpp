// The form of a subject: its prints as the gallery keeps them, as bytes that may lie elsewhere in between. A gallery that is filled
// from forms does not prepare every template again.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "gallery/gallery.hpp"
#include "template/template.hpp"

namespace ridgeline {

/// A template with what searches need of it.
[[nodiscard]] GalleryPrint make_gallery_print(const Template& print);

[[nodiscard]] std::vector<std::uint8_t> write_form(std::span<const GalleryPrint> prints);

/// Views of what write_form() wrote. Whatever the bytes are, what comes out is safe to search. Errors: MALFORMED_TEMPLATE.
Result<std::vector<GalleryPrintView>> read_form(std::span<const std::uint8_t> form);

/// Another number where this program would make other forms of the same templates.
[[nodiscard]] std::uint32_t form_version();

}  // namespace ridgeline

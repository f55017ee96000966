// Templates across the boundary: packed bytes, their contents as columns, minutiae records.
#pragma once

#include <napi.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "addon/convert.hpp"
#include "template/template.hpp"

namespace ridgeline::addon {

/// Highest finger position code of a single finger (10 left little) and impression code (3 rolled non-live): template.hpp.
inline constexpr std::uint64_t kMaxFingerPosition = 10;
inline constexpr std::uint64_t kMaxImpression = 3;

/// Reads a packed template. Throws MALFORMED_TEMPLATE, UNSUPPORTED_TEMPLATE.
[[nodiscard]] Template read_template(const Argument& packed);

/// Reads an array of packed templates, at most `max_items`. Errors name the item.
[[nodiscard]] std::vector<Template> read_templates(const Argument& array, std::size_t max_items);

/// Reads an array of finger positions: bit p for position p.
[[nodiscard]] std::uint32_t read_fingers(const Argument& array);

/// readTemplate, readMinutiaeRecord, writeMinutiaeRecord, convertMinutiaeRecord.
void add_template_functions(Napi::Object exports);

}  // namespace ridgeline::addon

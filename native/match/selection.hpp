// Which minutiae of a print take part in comparison.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "template/template.hpp"

namespace ridgeline::match {

/// Quality of a minutia with the unreported ones filled in, 1..100.
[[nodiscard]] std::uint8_t effective_quality(const Minutia& minutia) noexcept;

/// Indices of all minutiae, best first: those of good quality near the middle of the print, which other impressions of the finger have,
/// too.
[[nodiscard]] std::vector<std::uint8_t> rank_minutiae(const std::vector<Minutia>& minutiae);

}  // namespace ridgeline::match

// What whoever takes the print could do better.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "quality/figures.hpp"

namespace ridgeline {

enum class Advice : std::uint8_t {
  too_small,     ///< little of the finger was shown
  off_centre,    ///< the finger lay partly beyond the image
  too_dry,       ///< thin, broken ridges: moisten the finger or press harder
  too_wet,       ///< ridges that run together: dry the finger or press less
  low_contrast,  ///< the image is faint: clean the sensor, adjust it
  unclear,       ///< most of the area is smeared, worn or scarred: take it again
  few_minutiae,  ///< too few features for a sure comparison, whatever the reason
};

/// All that holds of a print, the gravest first; often nothing.
[[nodiscard]] std::vector<Advice> advice_on(const PrintFigures& figures);

/// The stable code as it crosses the boundary ("TOO_SMALL").
[[nodiscard]] std::string_view name_of(Advice advice) noexcept;

}  // namespace ridgeline

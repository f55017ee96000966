// Is it a fingerprint at all?
#pragma once

#include <string>

#include "quality/figures.hpp"

namespace ridgeline {

/// Empty where the figures are those of a fingerprint, else what is missing, as a sentence.
[[nodiscard]] std::string why_no_fingerprint(const PrintFigures& figures);

}  // namespace ridgeline

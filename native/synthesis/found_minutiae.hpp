// What an extractor finds of a finger's minutiae on one impression, and what it finds that is none.
#pragma once

#include <cstdint>
#include <vector>

#include "synthesis/finger_minutiae.hpp"
#include "synthesis/random.hpp"
#include "synthesis/template_traits.hpp"
#include "template/template.hpp"

namespace ridgeline::synthesis {

/// The minutiae that are found, true ones first; not sorted.
[[nodiscard]] std::vector<Minutia> find_drawn_minutiae(const FingerMinutiae& finger, const TemplateTraits& traits,
                                                       Random random);

}  // namespace ridgeline::synthesis

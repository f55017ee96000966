// The ridge flow map that an extractor finds of a finger's skin on one impression.
#pragma once

#include "synthesis/finger_minutiae.hpp"
#include "synthesis/random.hpp"
#include "synthesis/template_traits.hpp"
#include "template/ridge_flow.hpp"

namespace ridgeline::synthesis {

/// With the stream that find_drawn_minutiae() was given, the flow of the same skin.
[[nodiscard]] RidgeFlowMap find_flow(const FingerMinutiae& finger, const TemplateTraits& traits, Random random);

}  // namespace ridgeline::synthesis

// Comparisons across the boundary: one pair, an explained pair, and many pairs of prepared prints in one crossing.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// compare, explainComparison, prepare, comparePairs, timePairs.
void add_comparison_functions(Napi::Object exports);

}  // namespace ridgeline::addon

// Synthetic prints across the boundary.
#pragma once

#include <napi.h>

#include "addon/convert.hpp"
#include "synthesis/master_cache.hpp"
#include "synthesis/pattern_class.hpp"
#include "synthesis/touch.hpp"

namespace ridgeline::addon {

/// Reads { impression, kind, sensor, condition, difficulty, ppi }; impressions up to `max_impression`.
[[nodiscard]] Touch read_touch(const Argument& request, std::uint64_t max_impression);

/// The class in the words of the binding.
[[nodiscard]] const char* name_of(PatternClass pattern);

/// Masters of the fingers that this thread was asked for last: those who make several impressions of a finger make one master.
[[nodiscard]] MasterCache& masters_of_thread();

/// synthesizePrint.
void add_synthesis_functions(Napi::Object exports);

}  // namespace ridgeline::addon

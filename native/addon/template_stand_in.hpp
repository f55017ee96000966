// synthesizeTemplates until the template generator is there.
#pragma once

#include <napi.h>

namespace ridgeline::addon {

/// synthesizeTemplates.
void add_template_stand_in(Napi::Object exports);

}  // namespace ridgeline::addon

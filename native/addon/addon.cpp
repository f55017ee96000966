// The addon's exports: src/native/binding.ts lists the same functions with their types. Nothing here keeps state: the
// gallery and the cancel flags belong to the process, the latest synthetic fingers to their thread, everything else to the
// JavaScript object that holds it, so that the addon can be loaded in any number of worker threads.
#include <napi.h>

#include <string>

#include "addon/cancel.hpp"
#include "addon/comparison.hpp"
#include "addon/decision.hpp"
#include "addon/errors.hpp"
#include "addon/extraction.hpp"
#include "addon/file_lock.hpp"
#include "addon/gallery.hpp"
#include "addon/image.hpp"
#include "addon/sealed.hpp"
#include "addon/search.hpp"
#include "addon/slap.hpp"
#include "addon/slap_segmentation.hpp"
#include "addon/synthesis.hpp"
#include "addon/template_synthesis.hpp"
#include "addon/templates.hpp"
#include "simd/isa.hpp"

namespace ridgeline::addon {
namespace {

Napi::Value instruction_sets(const Napi::CallbackInfo& info) {
  Napi::Object sets = Napi::Object::New(info.Env());
  sets.Set("detected", std::string(simd::name_of(simd::detected_isa())));
  sets.Set("active", std::string(simd::name_of(simd::active_isa())));
  return sets;
}

Napi::Object add_all_functions(Napi::Env, Napi::Object exports) {
  add_function<instruction_sets>(exports, "isa");
  add_image_functions(exports);
  add_extraction_functions(exports);
  add_template_functions(exports);
  add_comparison_functions(exports);
  add_cancel_functions(exports);
  add_gallery_functions(exports);
  add_search_functions(exports);
  add_sealed_functions(exports);
  add_decision_functions(exports);
  add_synthesis_functions(exports);
  add_slap_functions(exports);
  add_slap_segmentation_functions(exports);
  add_template_synthesis_functions(exports);
  add_file_lock_functions(exports);
  return exports;
}

}  // namespace
}  // namespace ridgeline::addon

// The macro makes an identifier of this name, so it can't be a qualified one.
using ridgeline::addon::add_all_functions;
NODE_API_MODULE(ridgeline, add_all_functions)

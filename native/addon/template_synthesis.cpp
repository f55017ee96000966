#include "addon/template_synthesis.hpp"

#include <array>
#include <cstdint>
#include <limits>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "addon/templates.hpp"
#include "synthesis/template_synthesis.hpp"

namespace ridgeline::addon {
namespace {

/// In the order of PrintKind.
constexpr std::array<const char*, 2> kKinds = {"plain", "rolled"};

TemplateBatchRequest read_batch(const Argument& request) {
  constexpr std::uint64_t kMaxImpressions = std::numeric_limits<std::uint32_t>::max();
  TemplateBatchRequest batch;
  batch.seed = request.field("seed").whole_number(0, kMaxSafeWhole);
  batch.first_person = request.field("firstPerson").whole_number(0, kMaxSafeWhole);
  batch.people = request.field("people").whole_number(0, kMaxTemplatesPerBatch);
  batch.positions = request.field("positions").bytes(kMaxFingerPosition);
  batch.first_impression =
      static_cast<std::uint32_t>(request.field("firstImpression").whole_number(0, kMaxImpressions));
  batch.impressions = request.field("impressions").whole_number(0, kMaxTemplatesPerBatch);
  batch.kind = static_cast<PrintKind>(request.field("kind").choice(kKinds));
  batch.difficulty = request.field("difficulty").number(0.0, 1.0);
  return batch;
}

Napi::Value synthesize_templates(const Napi::CallbackInfo& info) {
  const TemplateBatch batch = value_or_throw(info.Env(), make_templates(read_batch(argument(info, 0, "request"))));
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("bytes", make_bytes(info.Env(), batch.bytes));
  object.Set("ends", make_column<Napi::Uint32Array, std::uint32_t>(info.Env(), batch.ends));
  return object;
}

}  // namespace

void add_template_synthesis_functions(Napi::Object exports) {
  add_function<synthesize_templates>(exports, "synthesizeTemplates");
}

}  // namespace ridgeline::addon

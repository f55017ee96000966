#include "addon/template_stand_in.hpp"

#include <array>
#include <cstdint>
#include <vector>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "addon/synthesis.hpp"
#include "addon/templates.hpp"
#include "synthesis/synthesis.hpp"
#include "template/packed.hpp"

namespace ridgeline::addon {
namespace {

constexpr std::array<const char*, 2> kKinds = {"plain", "rolled"};

Napi::Value synthesize_templates(const Napi::CallbackInfo& info) {
  const Argument request = argument(info, 0, "request");
  const std::uint64_t seed = request.field("seed").whole_number(0, kMaxSafeWhole);
  const std::uint64_t first = request.field("firstPerson").whole_number(0, kMaxSafeWhole);
  const std::uint64_t people = request.field("people").whole_number(0, 1000);
  const std::vector<std::uint8_t> positions = request.field("positions").bytes(kMaxFingerPosition);
  Touch touch;
  const std::uint64_t start = request.field("firstImpression").whole_number(0, 1000);
  const std::uint64_t impressions = request.field("impressions").whole_number(0, 1000);
  touch.kind = static_cast<PrintKind>(request.field("kind").choice(kKinds));
  touch.difficulty = request.field("difficulty").number(0.0, 1.0);
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint32_t> ends;
  for (std::uint64_t person = first; person < first + people; ++person) {
    for (const int position : positions) {
      const MasterPrint& master = masters_of_thread().of(seed, person, position);
      for (std::uint64_t i = start; i < start + impressions; ++i) {
        touch.impression = static_cast<std::uint32_t>(i);
        const std::vector<std::uint8_t> packed = pack(make_impression(master, touch).truth);
        bytes.insert(bytes.end(), packed.begin(), packed.end());
        ends.push_back(static_cast<std::uint32_t>(bytes.size()));
      }
    }
  }
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("bytes", make_bytes(info.Env(), bytes));
  object.Set("ends", make_column<Napi::Uint32Array, std::uint32_t>(info.Env(), ends));
  return object;
}

}  // namespace

void add_template_stand_in(Napi::Object exports) { add_function<synthesize_templates>(exports, "synthesizeTemplates"); }

}  // namespace ridgeline::addon

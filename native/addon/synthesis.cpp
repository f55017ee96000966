#include "addon/synthesis.hpp"

#include <array>
#include <cstdint>
#include <limits>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "addon/image.hpp"
#include "addon/templates.hpp"
#include "synthesis/synthesis.hpp"
#include "template/packed.hpp"

namespace ridgeline::addon {
namespace {

/// In the order of the enumerations.
constexpr std::array<const char*, 2> kPrintKinds = {"plain", "rolled"};
constexpr std::array<const char*, 3> kSensors = {"optical", "capacitive", "inked"};
constexpr std::array<const char*, 7> kConditions = {"any", "clean", "dry", "wet", "partial", "distorted", "worn"};

constexpr std::uint64_t kMaxImpressions = std::numeric_limits<std::uint32_t>::max();

SynthesisRequest read_request(const Argument& request) {
  return {request.field("seed").whole_number(0, kMaxSafeWhole), request.field("person").whole_number(0, kMaxSafeWhole),
          static_cast<int>(request.field("position").whole_number(1, kMaxFingerPosition)),
          read_touch(request, kMaxImpressions)};
}

Napi::Value synthesize_print(const Napi::CallbackInfo& info) {
  const SynthesisRequest request = read_request(argument(info, 0, "request"));
  const MasterPrint& master = masters_of_thread().of(request.seed, request.person, request.position);
  const SyntheticPrint print = make_impression(master, request.touch);
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("image", make_gray_image(info.Env(), print.image));
  object.Set("truth", make_bytes(info.Env(), pack(print.truth)));
  object.Set("patternClass", name_of(print.pattern));
  return object;
}

}  // namespace

const char* name_of(PatternClass pattern) {
  switch (pattern) {
    case PatternClass::arch:
      break;
    case PatternClass::tented_arch:
      return "tented-arch";
    case PatternClass::left_loop:
      return "left-loop";
    case PatternClass::right_loop:
      return "right-loop";
    case PatternClass::whorl:
      return "whorl";
    case PatternClass::double_loop:
      return "double-loop";
  }
  return "arch";
}

Touch read_touch(const Argument& request, std::uint64_t max_impression) {
  Touch touch;
  touch.impression = static_cast<std::uint32_t>(request.field("impression").whole_number(0, max_impression));
  touch.kind = static_cast<PrintKind>(request.field("kind").choice(kPrintKinds));
  touch.sensor = static_cast<SensorKind>(request.field("sensor").choice(kSensors));
  touch.condition = static_cast<PrintCondition>(request.field("condition").choice(kConditions));
  touch.difficulty = request.field("difficulty").number(0.0, 1.0);
  const Argument ppi = request.field("ppi");
  touch.ppi = static_cast<int>(ppi.whole_number(500, 1000));
  if (touch.ppi != 500 && touch.ppi != 1000) ppi.reject("500 or 1000");
  return touch;
}

MasterCache& masters_of_thread() {
  thread_local MasterCache masters;
  return masters;
}

void add_synthesis_functions(Napi::Object exports) { add_function<synthesize_print>(exports, "synthesizePrint"); }

}  // namespace ridgeline::addon

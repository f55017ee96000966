#include "addon/slap_segmentation.hpp"

#include <cstdint>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "addon/image.hpp"
#include "addon/templates.hpp"
#include "base/limits.hpp"
#include "base/math.hpp"
#include "slap/segment_slap.hpp"
#include "slap/upright_print.hpp"

namespace ridgeline::addon {
namespace {

constexpr double kDegreesPerRadian = 180.0 / kPi;
/// Wide enough for every box; upright_print says which ones hold something.
constexpr double kMostBoxPx = 4.0 * limits::kMaxImageSide;

const char* name_of(HandSide hand) noexcept {
  if (hand == HandSide::unknown) return "unknown";
  return hand == HandSide::left ? "left" : "right";
}

Napi::Object make_finger(Napi::Env env, const SegmentedFinger& finger) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("position", finger.position);
  object.Set("centerX", finger.box.center_x);
  object.Set("centerY", finger.box.center_y);
  object.Set("width", finger.box.width);
  object.Set("height", finger.box.height);
  object.Set("angle", finger.box.angle_rad * kDegreesPerRadian);
  object.Set("confidence", finger.confidence);
  return object;
}

Napi::Value segment(const Napi::CallbackInfo& info) {
  const GrayImage image = read_gray_image(argument(info, 0, "image"));
  SlapClaim claim;
  claim.position = static_cast<int>(argument(info, 1, "position").whole_number(kRightThumbPlain, kBothThumbs));
  claim.missing_fingers = read_fingers(argument(info, 2, "missing"));
  const SegmentedSlap slap = value_or_throw(info.Env(), segment_slap(image, claim));
  Napi::Array fingers = Napi::Array::New(info.Env(), slap.fingers.size());
  std::uint32_t index = 0;
  for (const SegmentedFinger& finger : slap.fingers) fingers.Set(index++, make_finger(info.Env(), finger));
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("hand", name_of(slap.hand));
  object.Set("expected", static_cast<double>(slap.expected));
  object.Set("fingers", fingers);
  return object;
}

Napi::Value cut_upright(const Napi::CallbackInfo& info) {
  const GrayImage image = read_gray_image(argument(info, 0, "image"));
  const Argument given = argument(info, 1, "box");
  const auto px = [&](const char* name) { return given.field(name).number(-kMostBoxPx, kMostBoxPx); };
  const SlapBox box{px("centerX"), px("centerY"), px("width"), px("height"),
                    given.field("angle").number(-360.0, 360.0) / kDegreesPerRadian};
  return make_gray_image(info.Env(), value_or_throw(info.Env(), upright_print(image, box)));
}

}  // namespace

void add_slap_segmentation_functions(Napi::Object exports) {
  add_function<segment>(exports, "segmentSlap");
  add_function<cut_upright>(exports, "uprightPrint");
}

}  // namespace ridgeline::addon

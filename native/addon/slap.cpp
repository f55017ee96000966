#include "addon/slap.hpp"

#include <cstdint>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "addon/image.hpp"
#include "addon/synthesis.hpp"
#include "addon/templates.hpp"
#include "base/math.hpp"
#include "synthesis/slap.hpp"
#include "template/packed.hpp"

namespace ridgeline::addon {
namespace {

constexpr double kDegreesPerRadian = 180.0 / kPi;
constexpr double kMostTiltDegrees = 45.0;
/// Each slap position has that many impressions of its own.
constexpr std::uint64_t kMaxSlapImpression = (std::uint64_t{1} << 26) - 1;

SlapRequest read_request(const Argument& request) {
  SlapRequest slap;
  slap.seed = request.field("seed").whole_number(0, kMaxSafeWhole);
  slap.person = request.field("person").whole_number(0, kMaxSafeWhole);
  slap.position = static_cast<int>(request.field("position").whole_number(kRightThumbPlain, kBothThumbs));
  slap.touch = read_touch(request, kMaxSlapImpression);
  if (slap.touch.kind != PrintKind::plain) request.field("kind").reject("'plain'");
  if (slap.touch.sensor == SensorKind::capacitive) request.field("sensor").reject("'optical' or 'inked'");
  const Argument tilt = request.field("tiltDegrees");
  if (!tilt.value().IsUndefined()) {
    slap.tilt_rad = tilt.number(-kMostTiltDegrees, kMostTiltDegrees) / kDegreesPerRadian;
  }
  slap.missing_fingers = read_fingers(request.field("missingFingers"));
  return slap;
}

Napi::Object make_object(Napi::Env env, const UprightBox& box) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("left", box.left);
  object.Set("top", box.top);
  object.Set("width", box.width);
  object.Set("height", box.height);
  return object;
}

Napi::Object make_object(Napi::Env env, const TurnedBox& box) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("middleX", box.middle_x);
  object.Set("middleY", box.middle_y);
  object.Set("width", box.width);
  object.Set("height", box.height);
  object.Set("angleDegrees", box.angle_rad * kDegreesPerRadian);
  return object;
}

Napi::Object make_object(Napi::Env env, const SlapFinger& finger) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("position", finger.position);
  object.Set("patternClass", name_of(finger.pattern));
  object.Set("box", make_object(env, finger.box));
  object.Set("turnedBox", make_object(env, finger.turned));
  object.Set("truth", make_bytes(env, pack(finger.in_slap)));
  object.Set("truthInBox", make_bytes(env, pack(finger.in_box)));
  return object;
}

Napi::Value synthesize_slap(const Napi::CallbackInfo& info) {
  const SyntheticSlap slap = make_slap(read_request(argument(info, 0, "request")), masters_of_thread());
  Napi::Array fingers = Napi::Array::New(info.Env(), slap.fingers.size());
  std::uint32_t index = 0;
  for (const SlapFinger& finger : slap.fingers) fingers.Set(index++, make_object(info.Env(), finger));
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("image", make_gray_image(info.Env(), slap.image));
  object.Set("tiltDegrees", slap.tilt_rad * kDegreesPerRadian);
  object.Set("fingers", fingers);
  return object;
}

}  // namespace

void add_slap_functions(Napi::Object exports) { add_function<synthesize_slap>(exports, "synthesizeSlap"); }

}  // namespace ridgeline::addon

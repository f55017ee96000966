#include "addon/templates.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "addon/errors.hpp"
#include "base/limits.hpp"
#include "template/minutiae_record.hpp"
#include "template/packed.hpp"

namespace ridgeline::addon {
namespace {

/// Degrees in one step of Minutia::angle (1/256 turn).
constexpr float kDegreesPerStep = 360.0f / 256.0f;

/// Views of one record: the view number is a nibble in the older forms, so sixteen.
constexpr std::size_t kMaxViews = 16;

struct MinutiaColumns {
  std::vector<float> x;
  std::vector<float> y;
  std::vector<float> angle;
  std::vector<std::uint8_t> type;
  std::vector<std::uint8_t> quality;
};

MinutiaColumns columns_of(const std::vector<Minutia>& minutiae) {
  MinutiaColumns columns;
  for (const Minutia& minutia : minutiae) {
    columns.x.push_back(static_cast<float>(minutia.x / kStepsPerPx));
    columns.y.push_back(static_cast<float>(minutia.y / kStepsPerPx));
    columns.angle.push_back(static_cast<float>(minutia.angle) * kDegreesPerStep);
    columns.type.push_back(static_cast<std::uint8_t>(minutia.type));
    columns.quality.push_back(minutia.quality);
  }
  return columns;
}

Napi::Value template_contents(const Napi::CallbackInfo& info) {
  const Template print = read_template(argument(info, 0, "packed"));
  const MinutiaColumns columns = columns_of(print.minutiae);

  const Napi::Env env = info.Env();
  Napi::Object contents = Napi::Object::New(env);
  contents.Set("position", static_cast<double>(print.position));
  contents.Set("impression", static_cast<double>(print.impression));
  contents.Set("quality", static_cast<double>(print.quality));
  contents.Set("width", static_cast<double>(print.width));
  contents.Set("height", static_cast<double>(print.height));
  contents.Set("x", make_column<Napi::Float32Array>(env, std::span(columns.x)));
  contents.Set("y", make_column<Napi::Float32Array>(env, std::span(columns.y)));
  contents.Set("angle", make_column<Napi::Float32Array>(env, std::span(columns.angle)));
  contents.Set("type", make_bytes(env, columns.type));
  contents.Set("minutiaQuality", make_bytes(env, columns.quality));
  return contents;
}

/// Names of RecordForm, in its order.
constexpr std::array<const char*, 4> kFormNames = {"iso2005", "iso2011", "incits2004", "incits2009"};

RecordForm record_form(const Argument& argument) { return static_cast<RecordForm>(argument.choice(kFormNames)); }

Napi::Value read_record(const Napi::CallbackInfo& info) {
  const Napi::Env env = info.Env();
  const auto bytes = argument(info, 0, "record").bytes(limits::kMaxFileBytes);
  const std::vector<Template> views = value_or_throw(env, read_minutiae_templates(bytes));
  Napi::Array packed = Napi::Array::New(env, views.size());
  for (std::uint32_t i = 0; i < views.size(); ++i) packed.Set(i, make_bytes(env, pack(views[i])));
  Napi::Object record = Napi::Object::New(env);
  record.Set("form", kFormNames[static_cast<std::size_t>(*form_of(bytes))]);
  record.Set("templates", packed);
  return record;
}

Napi::Value write_record(const Napi::CallbackInfo& info) {
  const std::vector<Template> views = read_templates(argument(info, 0, "packed"), kMaxViews);
  const RecordForm form = record_form(argument(info, 1, "form"));
  return make_bytes(info.Env(), value_or_throw(info.Env(), write_minutiae_templates(views, form)));
}

Napi::Value convert_record(const Napi::CallbackInfo& info) {
  const auto bytes = argument(info, 0, "record").bytes(limits::kMaxFileBytes);
  const RecordForm form = record_form(argument(info, 1, "form"));
  const MinutiaeRecord record = value_or_throw(info.Env(), read_minutiae_record(bytes));
  return make_bytes(info.Env(), value_or_throw(info.Env(), write_minutiae_record(record, form)));
}

}  // namespace

Template read_template(const Argument& packed) {
  Result<Template> print = unpack(packed.bytes(limits::kMaxFileBytes));
  if (!print.ok()) throw_error(packed.env(), print.error().code, packed.name() + ": " + print.error().detail);
  return std::move(print).value();
}

std::vector<Template> read_templates(const Argument& array, std::size_t max_items) {
  std::vector<Template> prints;
  array.each_item(max_items, [&](const Argument& packed) { prints.push_back(read_template(packed)); });
  return prints;
}

std::uint32_t read_fingers(const Argument& array) {
  std::uint32_t fingers = 0;
  array.each_item(kMaxFingerPosition, [&](const Argument& position) {
    fingers |= std::uint32_t{1} << position.whole_number(1, kMaxFingerPosition);
  });
  return fingers;
}

void add_template_functions(Napi::Object exports) {
  add_function<template_contents>(exports, "readTemplate");
  add_function<read_record>(exports, "readMinutiaeRecord");
  add_function<write_record>(exports, "writeMinutiaeRecord");
  add_function<convert_record>(exports, "convertMinutiaeRecord");
}

}  // namespace ridgeline::addon

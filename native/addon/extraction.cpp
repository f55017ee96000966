#include "addon/extraction.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "addon/image.hpp"
#include "addon/templates.hpp"
#include "base/trace.hpp"
#include "extract/extract.hpp"
#include "quality/advice.hpp"
#include "template/packed.hpp"

namespace ridgeline::addon {
namespace {

/// Keeps what extraction shows, until JavaScript can take it.
class RecordingTrace final : public Trace {
 public:
  struct Picture {
    std::string stage;
    int width;
    int height;
    int channels;
    std::vector<std::uint8_t> pixels;
  };

  void picture(const TracePicture& shown) override {
    pictures.push_back({std::string(shown.stage), shown.width, shown.height, shown.channels,
                        std::vector<std::uint8_t>(shown.pixels.begin(), shown.pixels.end())});
  }

  struct Field {
    std::string name;
    int columns;
    int rows;
    int cell_px;
    std::vector<float> values;
  };

  void field(const TraceField& shown) override {
    fields.push_back({std::string(shown.name), shown.columns, shown.rows, shown.cell_px,
                      std::vector<float>(shown.values.begin(), shown.values.end())});
  }

  void figure(std::string_view name, double value) override { figures.emplace_back(name, value); }

  std::vector<Picture> pictures;
  std::vector<Field> fields;
  std::vector<std::pair<std::string, double>> figures;
};

ExtractOptions read_options(const Napi::CallbackInfo& info) {
  return {static_cast<std::uint8_t>(argument(info, 1, "position").whole_number(0, kMaxFingerPosition)),
          static_cast<std::uint8_t>(argument(info, 2, "impression").whole_number(0, kMaxImpression))};
}

Napi::Array make_advice(Napi::Env env, const PrintFigures& figures) {
  const std::vector<Advice> advice = advice_on(figures);
  Napi::Array codes = Napi::Array::New(env, advice.size());
  for (std::uint32_t i = 0; i < advice.size(); ++i) codes.Set(i, std::string(name_of(advice[i])));
  return codes;
}

Napi::Object make_print(Napi::Env env, const Extraction& extraction) {
  Napi::Object print = Napi::Object::New(env);
  print.Set("template", make_bytes(env, pack(extraction.print)));
  print.Set("minutiaCount", static_cast<double>(extraction.print.minutiae.size()));
  print.Set("quality", static_cast<double>(extraction.print.quality));
  print.Set("ridgePeriodPx", extraction.ridge_period_px);
  print.Set("foregroundShare", extraction.foreground_share);
  print.Set("inverted", extraction.inverted);
  print.Set("advice", make_advice(env, extraction.figures));
  return print;
}

Napi::Array make_stages(Napi::Env env, const RecordingTrace& trace) {
  Napi::Array stages = Napi::Array::New(env, trace.pictures.size());
  for (std::uint32_t i = 0; i < trace.pictures.size(); ++i) {
    const RecordingTrace::Picture& picture = trace.pictures[i];
    Napi::Object stage = Napi::Object::New(env);
    stage.Set("stage", picture.stage);
    stage.Set("width", picture.width);
    stage.Set("height", picture.height);
    stage.Set("channels", picture.channels);
    stage.Set("pixels", make_bytes(env, picture.pixels));
    stages.Set(i, stage);
  }
  return stages;
}

Napi::Object make_fields(Napi::Env env, const RecordingTrace& trace) {
  Napi::Object fields = Napi::Object::New(env);
  for (const RecordingTrace::Field& shown : trace.fields) {
    Napi::Object field = Napi::Object::New(env);
    field.Set("columns", shown.columns);
    field.Set("rows", shown.rows);
    field.Set("cellPx", shown.cell_px);
    field.Set("values", make_column<Napi::Float32Array>(env, std::span<const float>(shown.values)));
    fields.Set(shown.name, field);
  }
  return fields;
}

Napi::Object make_figures(Napi::Env env, const RecordingTrace& trace) {
  Napi::Object figures = Napi::Object::New(env);
  for (const auto& [name, value] : trace.figures) figures.Set(name, value);
  return figures;
}

Napi::Object make_failure(Napi::Env env, const Error& error) {
  Napi::Object failure = Napi::Object::New(env);
  failure.Set("code", std::string(name_of(error.code)));
  failure.Set("detail", error.detail);
  return failure;
}

Napi::Value extract_print(const Napi::CallbackInfo& info) {
  const GrayImage image = read_gray_image(argument(info, 0, "image"));
  const ExtractOptions options = read_options(info);
  return make_print(info.Env(), value_or_throw(info.Env(), extract(image, options)));
}

Napi::Value explain_extraction(const Napi::CallbackInfo& info) {
  const GrayImage image = read_gray_image(argument(info, 0, "image"));
  const ExtractOptions options = read_options(info);
  RecordingTrace trace;
  const Result<Extraction> extraction = extract(image, options, &trace);

  const Napi::Env env = info.Env();
  Napi::Object explained = Napi::Object::New(env);
  if (extraction.ok()) {
    explained.Set("print", make_print(env, extraction.value()));
  } else {
    explained.Set("error", make_failure(env, extraction.error()));
  }
  explained.Set("stages", make_stages(env, trace));
  explained.Set("fields", make_fields(env, trace));
  explained.Set("figures", make_figures(env, trace));
  return explained;
}

}  // namespace

void add_extraction_functions(Napi::Object exports) {
  add_function<extract_print>(exports, "extract");
  add_function<explain_extraction>(exports, "explainExtraction");
}

}  // namespace ridgeline::addon

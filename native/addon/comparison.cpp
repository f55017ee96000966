#include "addon/comparison.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "addon/handle.hpp"
#include "addon/prepared_prints.hpp"
#include "addon/templates.hpp"
#include "match/match.hpp"

namespace ridgeline::addon {
namespace {

/// Drawn at random once; tells handles of prepared prints from all other objects.
constexpr napi_type_tag kPreparedTag = {0x9d4b1f6e2c8a4e07u, 0xb35c70d1e6f84a29u};

/// Prints of one prepare() call: their indices must fit the 32 bits of comparePairs.
constexpr std::size_t kMaxPreparedPrints = std::numeric_limits<std::uint32_t>::max();

/// The score of two prints of a set; a print without a template matches nothing.
float score_of(const PreparedPrints& prints, std::uint32_t probe, std::uint32_t candidate, MatchScratch& scratch) {
  const auto probe_print = prints.print(probe);
  const auto candidate_print = prints.print(candidate);
  if (probe_print.empty() || candidate_print.empty()) return kLowestScore_db;
  return ridgeline::compare(probe_print, candidate_print, scratch);
}

/// Both prints of a two-print call, probe first.
std::array<Template, 2> read_two(const Napi::CallbackInfo& info) {
  return {read_template(argument(info, 0, "probe")), read_template(argument(info, 1, "candidate"))};
}

Napi::Value compare_two(const Napi::CallbackInfo& info) {
  const PreparedPrints prints(read_two(info));
  MatchScratch scratch;
  return Napi::Number::New(info.Env(), static_cast<double>(score_of(prints, 0, 1, scratch)));
}

Napi::Value explain_two(const Napi::CallbackInfo& info) {
  const auto [probe, candidate] = read_two(info);
  MatchScratch scratch;
  const Comparison comparison = explain_comparison(probe, candidate, scratch);
  std::vector<std::uint16_t> pairs;
  for (const MinutiaPair& pair : comparison.pairs) {
    pairs.push_back(pair.probe);
    pairs.push_back(pair.candidate);
  }
  Napi::Object explained = Napi::Object::New(info.Env());
  explained.Set("score", static_cast<double>(comparison.score_db));
  explained.Set("rotationRad", static_cast<double>(comparison.rotation_rad));
  explained.Set("pairs", make_column<Napi::Uint16Array>(info.Env(), std::span<const std::uint16_t>(pairs)));
  return explained;
}

/// Templates to prepare; an empty array among them stands for a print that gave no template.
std::vector<Template> read_templates_or_gaps(const Argument& array) {
  std::vector<Template> prints;
  array.each_item(kMaxPreparedPrints, [&](const Argument& packed) {
    prints.push_back(packed.is_empty_bytes() ? Template{} : read_template(packed));
  });
  return prints;
}

Napi::Value prepare_templates(const Napi::CallbackInfo& info) {
  auto prints = std::make_unique<PreparedPrints>(read_templates_or_gaps(argument(info, 0, "templates")));
  return make_handle(info.Env(), kPreparedTag, std::move(prints));
}

/// The arguments of comparePairs and timePairs.
struct PairRequest {
  const PreparedPrints& prints;
  std::vector<std::uint32_t> pairs;
};

PairRequest read_pair_request(const Napi::CallbackInfo& info) {
  const auto& prints = read_handle<PreparedPrints>(argument(info, 0, "prepared"), kPreparedTag, "prepared prints");
  const Argument pairs = argument(info, 1, "pairs");
  PairRequest request{prints, pairs.uint32_column()};
  if (request.pairs.size() % 2 != 0) pairs.reject("a Uint32Array of even length, probe and candidate alternating");
  for (const std::uint32_t index : request.pairs) {
    if (index >= prints.size()) {
      pairs.reject("indices below the " + std::to_string(prints.size()) + " prepared prints, not " +
                   std::to_string(index));
    }
  }
  return request;
}

Napi::Value compare_pairs(const Napi::CallbackInfo& info) {
  const PairRequest request = read_pair_request(info);
  MatchScratch scratch;
  std::vector<float> scores(request.pairs.size() / 2);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    scores[i] = score_of(request.prints, request.pairs[2 * i], request.pairs[2 * i + 1], scratch);
  }
  return make_column<Napi::Float32Array>(info.Env(), std::span<const float>(scores));
}

Napi::Value time_pairs(const Napi::CallbackInfo& info) {
  using Clock = std::chrono::steady_clock;
  const PairRequest request = read_pair_request(info);
  MatchScratch scratch;
  std::vector<float> durations_us(request.pairs.size() / 2);
  for (std::size_t i = 0; i < durations_us.size(); ++i) {
    const Clock::time_point start = Clock::now();
    // The volatile store keeps the comparison from being optimised away.
    [[maybe_unused]] volatile const float score =
        score_of(request.prints, request.pairs[2 * i], request.pairs[2 * i + 1], scratch);
    durations_us[i] = std::chrono::duration<float, std::micro>(Clock::now() - start).count();
  }
  return make_column<Napi::Float32Array>(info.Env(), std::span<const float>(durations_us));
}

}  // namespace

void add_comparison_functions(Napi::Object exports) {
  add_function<compare_two>(exports, "compare");
  add_function<explain_two>(exports, "explainComparison");
  add_function<prepare_templates>(exports, "prepare");
  add_function<compare_pairs>(exports, "comparePairs");
  add_function<time_pairs>(exports, "timePairs");
}

}  // namespace ridgeline::addon

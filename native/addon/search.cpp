#include "addon/search.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "addon/convert.hpp"
#include "addon/errors.hpp"
#include "addon/gallery.hpp"
#include "addon/templates.hpp"
#include "base/limits.hpp"
#include "match/match.hpp"
#include "search/cancellation.hpp"
#include "search/machine_limits.hpp"
#include "search/search.hpp"

namespace ridgeline::addon {
namespace {

/// Prints of one probe: ten fingers and the unknown one. How many of each, the core checks.
constexpr std::size_t kMaxProbePrints = (kMaxFingerPosition + 1) * limits::kMaxImpressionsPerFinger;

/// Tasks of one search have its cancel number in common, and make its probe ready together.
std::shared_ptr<const Probe> read_probe(const Argument& templates, CancelNumber cancel) {
  std::vector<Template> prints = read_templates(templates, kMaxProbePrints);
  const std::shared_ptr<SharedProbe> shared =
      cancel == 0 ? std::make_shared<SharedProbe>(std::move(prints))
                  : value_or_throw(templates.env(), share_probe(cancel, std::move(prints)));
  return value_or_throw(templates.env(), shared->get());
}

/// The flag of a cancel number; none for 0.
std::shared_ptr<CancelFlag> find_cancel_flag(Napi::Env env, CancelNumber number) {
  return number == 0 ? nullptr : value_or_throw(env, find_cancellation(number));
}

/// `cancel` must outlive the options.
SearchOptions read_options(const Argument& search, const CancelFlag* cancel) {
  SearchOptions options;
  options.systems = Permitted(search.field("systems").uint16_column());
  options.owners = Permitted(search.field("owners").uint16_column());
  options.max_candidates = search.field("maxCandidates").whole_number(1, limits::kMaxCandidates);
  options.min_score_db = search.field("minScore").number_or_infinity();
  options.exhaustive = search.field("exhaustive").boolean();
  options.stop = {cancel, deadline_at(search.field("deadlineMs").number_or_infinity())};
  return options;
}

const char* name_of(StopReason reason) {
  switch (reason) {
    case StopReason::cancel:
      return "cancel";
    case StopReason::deadline:
      return "deadline";
    case StopReason::none:
      break;
  }
  return "none";
}

Napi::Object make_result(Napi::Env env, const SearchResult& result) {
  std::vector<double> numbers;
  std::vector<float> scores;
  std::vector<float> finger_scores;
  for (const Candidate& candidate : result.candidates) {
    numbers.push_back(static_cast<double>(candidate.number));
    scores.push_back(candidate.score_db);
    finger_scores.insert(finger_scores.end(), candidate.finger_scores_db.begin(), candidate.finger_scores_db.end());
  }
  Napi::Object object = Napi::Object::New(env);
  object.Set("numbers", make_column<Napi::Float64Array>(env, std::span<const double>(numbers)));
  object.Set("scores", make_column<Napi::Float32Array>(env, std::span<const float>(scores)));
  object.Set("fingerScores", make_column<Napi::Float32Array>(env, std::span<const float>(finger_scores)));
  object.Set("searched", static_cast<double>(result.searched));
  object.Set("compared", static_cast<double>(result.compared));
  object.Set("codesAsked", static_cast<double>(result.codes_asked));
  object.Set("coarseMs", std::chrono::duration<double, std::milli>(result.coarse_time).count());
  object.Set("complete", result.complete());
  object.Set("stoppedBy", name_of(result.stopped_by));
  return object;
}

/// What one of several searches brings; keeps alive what the options point to.
struct ReadSearch {
  std::shared_ptr<const Probe> probe;
  std::shared_ptr<CancelFlag> cancel;
  SearchOptions options;
};

/// Searches of one call, at most: more would make the first wait for the last.
constexpr std::size_t kMaxSearches = 64;

std::vector<ReadSearch> read_searches(const Argument& searches) {
  std::vector<ReadSearch> read;
  searches.each_item(kMaxSearches, [&](const Argument& search) {
    const CancelNumber number = search.field("cancel").whole_number(0, kMaxSafeWhole);
    std::shared_ptr<const Probe> probe = read_probe(search.field("probe"), number);
    std::shared_ptr<CancelFlag> cancel = find_cancel_flag(searches.env(), number);
    SearchOptions options = read_options(search, cancel.get());
    read.push_back({std::move(probe), std::move(cancel), std::move(options)});
  });
  return read;
}

Napi::Value search_gallery(const Napi::CallbackInfo& info) {
  const std::shared_ptr<Gallery> gallery = read_gallery(argument(info, 0, "gallery"));
  const std::vector<std::uint16_t> shards = argument(info, 1, "shards").uint16_column();
  const std::vector<ReadSearch> searches = read_searches(argument(info, 2, "searches"));
  std::vector<SearchRequest> requests;
  for (const ReadSearch& search : searches) requests.push_back({search.probe.get(), search.options});
  const std::vector<SearchResult> results = value_or_throw(info.Env(), search_together(*gallery, shards, requests));
  Napi::Array array = Napi::Array::New(info.Env(), results.size());
  for (std::uint32_t i = 0; i < results.size(); ++i) array.Set(i, make_result(info.Env(), results[i]));
  return array;
}

Napi::Value measure_limits(const Napi::CallbackInfo& info) {
  const MachineLimits limits = value_or_throw(info.Env(), ridgeline::measure_limits());
  Napi::Object object = Napi::Object::New(info.Env());
  object.Set("memoryReadPerSecond", limits.memory_read_per_s);
  object.Set("popcountCodesPerSecond", limits.popcount_codes_per_s);
  object.Set("codesPerSecond", limits.codes_per_s);
  return object;
}

}  // namespace

void add_search_functions(Napi::Object exports) {
  add_function<search_gallery>(exports, "gallerySearch");
  add_function<measure_limits>(exports, "measureLimits");
}

}  // namespace ridgeline::addon

#include "search/search.hpp"

#include <new>
#include <optional>
#include <string>

#include "base/limits.hpp"
#include "search/shard_search.hpp"

namespace ridgeline {
namespace {

std::optional<Error> check(const Gallery& gallery, std::span<const std::uint16_t> shards,
                           const SearchOptions& options) {
  if (options.max_candidates == 0 || options.max_candidates > limits::kMaxCandidates) {
    return Error{ErrorCode::INVALID_ARGUMENT, "expected 1 to " + std::to_string(limits::kMaxCandidates) +
                                                  " candidates, got " + std::to_string(options.max_candidates)};
  }
  std::vector<bool> seen(gallery.shard_count());
  for (const std::uint16_t shard : shards) {
    // A shard named twice would count its subjects twice.
    if (shard >= seen.size() || seen[shard]) {
      return Error{ErrorCode::INVALID_ARGUMENT,
                   "expected different shards below " + std::to_string(seen.size()) + ", got " + std::to_string(shard)};
    }
    seen[shard] = true;
  }
  return std::nullopt;
}

SearchResult search_each(const Gallery& gallery, std::span<const std::uint16_t> shards, const Probe& probe,
                         const SearchOptions& options) {
  std::vector<SearchResult> results;
  results.reserve(shards.size());
  MatchScratch scratch;
  const std::optional<CoarseProbe> coarse = options.exhaustive ? std::nullopt : CoarseProbe::of(probe);
  for (const std::uint16_t shard : shards) {
    results.push_back(ShardSearch(probe, coarse, options, scratch).run(gallery, shard));
    if (!results.back().complete()) break;
  }
  return merge_results(results, options.max_candidates);
}

}  // namespace

Result<SearchResult> search_shards(const Gallery& gallery, std::span<const std::uint16_t> shards, const Probe& probe,
                                   const SearchOptions& options) {
  try {
    if (auto error = check(gallery, shards, options)) return *std::move(error);
    return search_each(gallery, shards, probe, options);
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for the candidates of a search"};
  }
}

SearchResult merge_results(std::span<const SearchResult> results, std::size_t max_candidates) {
  SearchResult merged;
  BestCandidates best(max_candidates);
  for (const SearchResult& result : results) {
    for (const Candidate& candidate : result.candidates) best.add(candidate);
    merged.searched += result.searched;
    if (merged.complete()) merged.stopped_by = result.stopped_by;
  }
  merged.candidates = best.take();
  return merged;
}

}  // namespace ridgeline

#include "search/search.hpp"

#include <deque>
#include <new>
#include <optional>
#include <string>

#include "base/limits.hpp"
#include "search/coarse_pass.hpp"
#include "search/fine_pass.hpp"
#include "search/middle_pass.hpp"
#include "search/shared_questions.hpp"

namespace ridgeline {
namespace {

std::optional<Error> check_shards(const Gallery& gallery, std::span<const std::uint16_t> shards) {
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

std::optional<Error> check_requests(std::span<const SearchRequest> requests) {
  for (const SearchRequest& request : requests) {
    const std::size_t most = request.options.max_candidates;
    if (most == 0 || most > limits::kMaxCandidates) {
      return Error{ErrorCode::INVALID_ARGUMENT, "expected 1 to " + std::to_string(limits::kMaxCandidates) +
                                                    " candidates, got " + std::to_string(most)};
    }
  }
  return std::nullopt;
}

/// One of the searches that go together.
class Search {
 public:
  Search(const SearchRequest& request, std::size_t most_subjects) : request_(request) {
    if (request.options.exhaustive) return;
    coarse_ = CoarseProbe::of(*request.probe);
    if (!coarse_) return;
    pass_.emplace(*coarse_, request.options,
                  kept_of(most_subjects, coarse_->fingers(), request.options.max_candidates));
  }
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;

  /// The coarse pass that still goes on, or null.
  [[nodiscard]] CoarsePass* pass() noexcept { return stopped_by_ == StopReason::none && pass_ ? &*pass_ : nullptr; }
  [[nodiscard]] bool has_coarse_pass() const noexcept { return pass_.has_value(); }
  void look() { stopped_by_ = request_.options.stop.look(); }

  /// Without a coarse probe everybody is compared.
  [[nodiscard]] SearchResult finish(const Gallery& gallery, std::span<const std::uint16_t> shards,
                                    MatchScratch& scratch) {
    FinePass fine(request_, scratch);
    if (!coarse_) {
      for (const std::uint16_t shard : shards) fine.compare_shard(gallery, shard);
      return fine.take();
    }
    const std::uint64_t searched = pass_->permitted();
    if (stopped_by_ == StopReason::none)
      compare_kept(gallery, middle_steps_of(searched, coarse_->fingers(), request_.options.max_candidates), fine);
    SearchResult result = fine.take();
    result.searched = searched;
    result.codes_asked = pass_->codes_asked();
    if (result.complete()) result.stopped_by = stopped_by_;
    return result;
  }

 private:
  void compare_kept(const Gallery& gallery, const MiddleSteps& steps, FinePass& fine) {
    std::vector<Listed> listed = pass_->take();
    MiddlePass middle(*request_.probe, request_.options.stop);
    middle.narrow(gallery, steps, listed);
    stopped_by_ = middle.stopped_by();
    if (stopped_by_ == StopReason::none) fine.compare_listed(gallery, listed, *coarse_);
  }

  const SearchRequest& request_;
  std::optional<CoarseProbe> coarse_;
  std::optional<CoarsePass> pass_;
  StopReason stopped_by_ = StopReason::none;
};

using Searches = std::deque<Search>;

std::vector<CoarsePass*> running(Searches& searches) {
  std::vector<CoarsePass*> passes;
  for (Search& search : searches) {
    if (CoarsePass* const pass = search.pass()) passes.push_back(pass);
  }
  return passes;
}

void read_rows(const SegmentRows& rows, std::uint16_t shard, std::span<CoarsePass* const> passes) {
  read_codes_of(rows, passes);
  for (CoarsePass* const pass : passes) pass->end_segment(rows, shard);
}

void read_codes(const Gallery& gallery, std::span<const std::uint16_t> shards, Searches& searches) {
  for (const std::uint16_t shard : shards) {
    ShardReader reader(gallery, shard);
    for (;;) {
      for (Search& search : searches) search.look();
      const std::vector<CoarsePass*> passes = running(searches);
      if (passes.empty()) return;
      const std::optional<SegmentRows> rows = reader.next_rows();
      if (!rows) break;
      read_rows(*rows, shard, passes);
      reader.quiesce();
    }
  }
}

std::vector<SearchResult> search_all(const Gallery& gallery, std::span<const std::uint16_t> shards,
                                     std::span<const SearchRequest> requests) {
  Searches searches;
  for (const SearchRequest& request : requests) searches.emplace_back(request, gallery.subjects_of(shards));
  const auto start = std::chrono::steady_clock::now();
  read_codes(gallery, shards, searches);
  const auto coarse_time = std::chrono::steady_clock::now() - start;
  MatchScratch scratch;
  std::vector<SearchResult> results;
  for (Search& search : searches) {
    results.push_back(search.finish(gallery, shards, scratch));
    if (search.has_coarse_pass()) results.back().coarse_time = coarse_time;
  }
  return results;
}

}  // namespace

Result<std::vector<SearchResult>> search_together(const Gallery& gallery, std::span<const std::uint16_t> shards,
                                                  std::span<const SearchRequest> requests) {
  try {
    if (auto error = check_shards(gallery, shards)) return *std::move(error);
    if (auto error = check_requests(requests)) return *std::move(error);
    return search_all(gallery, shards, requests);
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::OUT_OF_MEMORY, "no memory for the candidates of a search"};
  }
}

Result<SearchResult> search_shards(const Gallery& gallery, std::span<const std::uint16_t> shards, const Probe& probe,
                                   const SearchOptions& options) {
  const SearchRequest request{&probe, options};
  Result<std::vector<SearchResult>> results = search_together(gallery, shards, {&request, 1});
  if (!results.ok()) return results.error();
  return std::move(results.value().front());
}

}  // namespace ridgeline

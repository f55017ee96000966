// The fine pass: compares the prints of subjects and keeps the best as candidates.
#pragma once

#include <cstdint>
#include <span>

#include "search/coarse_probe.hpp"
#include "search/person_comparison.hpp"
#include "search/search.hpp"
#include "search/shortlist.hpp"

namespace ridgeline {

/// Good for one search.
class FinePass {
 public:
  FinePass(const SearchRequest& request, MatchScratch& scratch)
      : request_(request),
        comparison_(*request.probe, request.options.stop, scratch),
        best_(request.options.max_candidates) {}

  /// Those of the coarse pass, as they lie in memory. Subjects erased since are passed over.
  void compare_listed(const Gallery& gallery, std::span<const Listed> listed, const CoarseProbe& coarse);
  /// Every permitted subject of a shard, with all that it has.
  void compare_shard(const Gallery& gallery, std::size_t shard);

  /// Ends the pass. `searched` counts the subjects of compare_shard() only.
  [[nodiscard]] SearchResult take();

 private:
  [[nodiscard]] bool look();
  [[nodiscard]] bool keep(const SubjectView& subject, const PersonEvidence& evidence);

  const SearchRequest& request_;
  PersonComparison comparison_;
  BestCandidates best_;
  SearchResult result_;
};

}  // namespace ridgeline

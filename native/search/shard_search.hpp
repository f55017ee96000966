// The search of one shard: the coarse pass, then the comparison of whom it kept, or of everybody; keeps the best.
#pragma once

#include <cstddef>

#include "decision/person_evidence.hpp"
#include "gallery/shard_reader.hpp"
#include "match/match.hpp"
#include "search/search.hpp"

namespace ridgeline {

/// Good for one run.
class ShardSearch {
 public:
  ShardSearch(const Probe& probe, const SearchOptions& options, MatchScratch& scratch)
      : probe_(probe), options_(options), scratch_(scratch), best_(options.max_candidates) {}

  [[nodiscard]] SearchResult run(const Gallery& gallery, std::size_t shard);

 private:
  void compare_all(ShardReader& reader);
  void compare_best(ShardReader& reader);

  [[nodiscard]] bool permits(const SubjectView& subject) const {
    return options_.systems.permits(subject.system()) && options_.owners.permits(subject.owner());
  }
  /// Compares every print with every print that may be the same finger, unless the search has to stop on the way.
  [[nodiscard]] PersonEvidence compare_subject(const SubjectView& subject);
  void keep(const SubjectView& subject, const PersonEvidence& evidence);

  const Probe& probe_;
  const SearchOptions& options_;
  MatchScratch& scratch_;
  BestCandidates best_;
  SearchResult result_;
};

}  // namespace ridgeline

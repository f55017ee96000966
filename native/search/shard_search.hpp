// The search of one shard: the coarse pass, then the comparison of whom it kept, or of everybody; keeps the best.
#pragma once

#include <cstddef>
#include <optional>

#include "decision/person_evidence.hpp"
#include "gallery/shard_reader.hpp"
#include "match/match.hpp"
#include "search/coarse_probe.hpp"
#include "search/search.hpp"

namespace ridgeline {

/// Good for one run.
class ShardSearch {
 public:
  /// Without a coarse probe everybody is compared.
  ShardSearch(const Probe& probe, const std::optional<CoarseProbe>& coarse, const SearchOptions& options,
              MatchScratch& scratch)
      : probe_(probe), coarse_(coarse), options_(options), scratch_(scratch), best_(options.max_candidates) {}

  [[nodiscard]] SearchResult run(const Gallery& gallery, std::size_t shard);

 private:
  void compare_all(ShardReader& reader);
  void compare_best(ShardReader& reader, const CoarseProbe& coarse);

  /// Compares every print with every print that may be the same finger, unless the search has to stop on the way.
  [[nodiscard]] PersonEvidence compare_subject(const SubjectView& subject);
  void keep(const SubjectView& subject, const PersonEvidence& evidence);

  const Probe& probe_;
  const std::optional<CoarseProbe>& coarse_;
  const SearchOptions& options_;
  MatchScratch& scratch_;
  BestCandidates best_;
  SearchResult result_;
};

}  // namespace ridgeline

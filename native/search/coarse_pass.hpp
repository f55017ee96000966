// The coarse pass: ranks the subjects of a shard by the codes of their prints, at the speed of memory, and keeps those that are
// worth comparing.
#pragma once

#include <cstdint>
#include <vector>

#include "gallery/shard_reader.hpp"
#include "search/coarse_probe.hpp"
#include "search/search.hpp"

namespace ridgeline {

/// Good for one run.
class CoarsePass {
 public:
  CoarsePass(const CoarseProbe& probe, const SearchOptions& options) : probe_(probe), options_(options) {}

  /// Reads the shard to its end, or until the search has to stop; counts the permitted living subjects in `result`. Gives the
  /// serials of the subjects to compare: those that codes say nothing of, and behind them the best, best first.
  [[nodiscard]] std::vector<std::uint64_t> run(ShardReader& reader, SearchResult& result);

 private:
  struct Ranked {
    float evidence;
    std::uint64_t serial;
  };

  void rank_rows(const SegmentRows& rows, SearchResult& result);
  void gather_evidence(const SegmentRows& rows);
  void add_block(const CodeBlockView& block, const SegmentRows& rows);
  void keep_best(std::size_t permitted);

  const CoarseProbe& probe_;
  const SearchOptions& options_;
  std::vector<std::uint64_t> kept_;
  std::vector<Ranked> ranked_;
  std::vector<float> evidence_;  // of each row of the segment at hand
};

}  // namespace ridgeline

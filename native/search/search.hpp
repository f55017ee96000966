// Probe x shards -> candidates. The coarse pass ranks all permitted living subjects by the codes of their prints (coarse_pass.hpp), the
// middle pass those that it keeps by their best minutiae (middle_pass.hpp); the fine pass compares the prints of those left
// (fine_pass.hpp).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/error.hpp"
#include "gallery/gallery.hpp"
#include "search/candidates.hpp"
#include "search/permitted.hpp"
#include "search/probe.hpp"
#include "search/stop_signal.hpp"

namespace ridgeline {

struct SearchOptions {
  Permitted systems{};
  Permitted owners{};
  /// 1 to limits::kMaxCandidates.
  std::size_t max_candidates = 10;
  /// Candidates below this score of the person are left out, decibels.
  double min_score_db = 0;
  /// Compares every permitted subject: the reference that shows what the coarse pass loses. A probe that codes say nothing of is
  /// searched so in any case.
  bool exhaustive = false;
  StopSignal stop{};

  [[nodiscard]] bool permits_all() const { return systems.permits_all() && owners.permits_all(); }
  [[nodiscard]] bool permits(std::uint16_t system, std::uint16_t owner) const {
    return systems.permits(system) && owners.permits(owner);
  }
};

struct SearchResult {
  /// Best first; equal scores by subject number.
  std::vector<Candidate> candidates;
  /// Permitted living subjects that were looked at, by code or by comparison, also those who have no finger in common with the
  /// probe.
  std::uint64_t searched = 0;
  /// Those whose prints were compared.
  std::uint64_t compared = 0;
  /// Codes that prints of the probe were asked of.
  std::uint64_t codes_asked = 0;
  /// How long the codes were read, together with other searches: no time where everybody is compared.
  std::chrono::nanoseconds coarse_time{};
  /// Why not all of them were; the candidates are then those found so far.
  StopReason stopped_by = StopReason::none;

  /// Only a complete search can say that somebody is not in the gallery.
  [[nodiscard]] bool complete() const noexcept { return stopped_by == StopReason::none; }
};

/// One of several searches that go together.
struct SearchRequest {
  const Probe* probe = nullptr;
  SearchOptions options{};
};

/// Searches shards on the calling thread for several probes, which read the codes in memory together; each has the result that it
/// would have alone. Sees each shard as it is when its turn comes. A search ends within a millisecond or so of its cancel flag or
/// deadline while codes are read, and then when its turn to compare comes. Errors: INVALID_ARGUMENT, OUT_OF_MEMORY, for all.
Result<std::vector<SearchResult>> search_together(const Gallery& gallery, std::span<const std::uint16_t> shards,
                                                  std::span<const SearchRequest> requests);

/// The same for one probe.
Result<SearchResult> search_shards(const Gallery& gallery, std::span<const std::uint16_t> shards, const Probe& probe,
                                   const SearchOptions& options);

}  // namespace ridgeline

#include "search/fine_pass.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "search/parameters.hpp"

namespace ridgeline {
namespace {

// What may be done between two pauses, in subjects passed over.
constexpr std::size_t kWorkPerPause = kComparisonsPerPause * kSubjectsPerComparison;

// Subjects whose prints are asked for before they are compared: some tens of kilobytes, which the nearer caches hold beside the
// comparison's own memory, and some hundred microseconds between two looks at the clock.
constexpr std::size_t kSubjectsAhead = 16;

}  // namespace

bool FinePass::look() {
  if (result_.complete()) result_.stopped_by = request_.options.stop.look();
  return result_.complete();
}

void FinePass::compare_listed(const Gallery& gallery, std::span<const Listed> listed, const CoarseProbe& coarse) {
  while (!listed.empty() && look()) {
    const std::uint16_t shard = listed.front().shard;
    const auto end = std::ranges::find_if(listed, [&](const Listed& subject) { return subject.shard != shard; });
    const auto count = static_cast<std::size_t>(end - listed.begin());
    ShardReader reader(gallery, shard);
    compare_listed(reader, listed.first(count), coarse);
    listed = listed.subspan(count);
  }
}

// A few subjects ahead of the comparison, their prints are asked for: they lie far apart in memory.
void FinePass::compare_listed(ShardReader& reader, std::span<const Listed> listed, const CoarseProbe& coarse) {
  struct Next {
    SubjectView subject;
    TellingFingers fingers;
  };
  std::vector<Next> next;
  next.reserve(kSubjectsAhead);
  while (!listed.empty()) {
    const std::span<const Listed> some = listed.first(std::min(kSubjectsAhead, listed.size()));
    listed = listed.subspan(some.size());
    next.clear();
    for (const Listed& subject : some) {
      if (!reader.seek(subject.serial)) continue;
      const SubjectView view = reader.subject();
      next.push_back({view, TellingFingers(*request_.probe, coarse, view, subject.fingers)});
      prefetch_first(view, next.back().fingers);
    }
    for (const Next& each : next) {
      if (!keep(each.subject, comparison_.compare_telling(each.subject, each.fingers))) return;
    }
    reader.quiesce();
    if (!look()) return;
  }
}

void FinePass::compare_shard(const Gallery& gallery, std::size_t shard) {
  ShardReader reader(gallery, shard);
  std::size_t work = 0;
  if (!look()) return;
  while (reader.next()) {
    const SubjectView subject = reader.subject();
    ++work;
    if (request_.options.permits(subject.system(), subject.owner())) {
      const PersonEvidence evidence = comparison_.compare_all(subject);
      if (!keep(subject, evidence)) return;
      ++result_.searched;
      work += evidence.comparisons() * kSubjectsPerComparison;
    }
    if (work < kWorkPerPause) continue;
    work = 0;
    reader.quiesce();
    if (!look()) return;
  }
}

// False where the comparison was stopped on its way.
bool FinePass::keep(const SubjectView& subject, const PersonEvidence& evidence) {
  result_.stopped_by = comparison_.stopped_by();
  if (!result_.complete()) return false;
  ++result_.compared;
  // Without a finger in common there is nothing to rank.
  if (evidence.comparisons() == 0) return true;
  const PersonScore person = evidence.score();
  const auto score_db = static_cast<float>(person.score_db);
  if (score_db < request_.options.min_score_db) return true;
  best_.add({.number = subject.number(), .score_db = score_db, .finger_scores_db = person.finger_scores_db});
  return true;
}

SearchResult FinePass::take() {
  result_.candidates = best_.take();
  return std::move(result_);
}

}  // namespace ridgeline

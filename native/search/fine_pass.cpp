#include "search/fine_pass.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "search/listed_reader.hpp"
#include "search/parameters.hpp"
#include "search/prefetch.hpp"

namespace ridgeline {
namespace {

// Some tens of kilobytes of prints, which the nearer caches hold beside the comparison's own memory, and some hundred microseconds
// between two quiescent points.
constexpr std::size_t kSubjectsAhead = 16;

// What may be done between two pauses, in subjects passed over.
constexpr std::size_t kWorkPerPause = kComparisonsPerPause * kSubjectsPerComparison;

}  // namespace

bool FinePass::look() {
  if (result_.complete()) result_.stopped_by = request_.options.stop.look();
  return result_.complete();
}

void FinePass::compare_listed(const Gallery& gallery, std::span<const Listed> listed, const CoarseProbe& coarse) {
  std::vector<TellingFingers> fingers;
  ListedReader reader(gallery, listed, kSubjectsAhead);
  while (look()) {
    const std::span<const ListedReader::Found> some = reader.next();
    if (some.empty()) return;
    fingers.clear();
    for (const ListedReader::Found& found : some) {
      fingers.emplace_back(*request_.probe, coarse, found.subject, listed[found.at].fingers);
      const std::span<const TellingFingers::Finger> telling = fingers.back().fingers();
      if (!telling.empty()) prefetch_finger(found.subject, telling.front().position);
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (!keep(some[i].subject, comparison_.compare_telling(some[i].subject, fingers[i]))) return;
    }
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

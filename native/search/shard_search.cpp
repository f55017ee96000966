#include "search/shard_search.hpp"

#include <utility>

#include "search/coarse_pass.hpp"
#include "search/parameters.hpp"

namespace ridgeline {
namespace {

// What may be done between two pauses, in subjects passed over.
constexpr std::size_t kWorkPerPause = kComparisonsPerPause * kSubjectsPerComparison;

}  // namespace

SearchResult ShardSearch::run(const Gallery& gallery, std::size_t shard) {
  ShardReader reader(gallery, shard);
  if (coarse_) {
    compare_best(reader, *coarse_);
  } else {
    compare_all(reader);
  }
  result_.candidates = best_.take();
  return std::move(result_);
}

void ShardSearch::compare_all(ShardReader& reader) {
  result_.stopped_by = options_.stop.look();
  std::size_t work = 0;
  while (result_.complete() && reader.next()) {
    const SubjectView subject = reader.subject();
    ++work;
    if (options_.permits(subject.system(), subject.owner())) {
      const PersonEvidence evidence = compare_subject(subject);
      if (!result_.complete()) break;
      ++result_.searched;
      keep(subject, evidence);
      work += evidence.comparisons() * kSubjectsPerComparison;
    }
    if (work >= kWorkPerPause) {
      work = 0;
      reader.quiesce();
      result_.stopped_by = options_.stop.look();
    }
  }
}

// Subjects erased since the coarse pass are passed over.
void ShardSearch::compare_best(ShardReader& reader, const CoarseProbe& coarse) {
  std::size_t comparisons = 0;
  for (const std::uint64_t serial : CoarsePass(coarse, options_).run(reader, result_)) {
    if (!result_.complete()) break;
    if (!reader.seek(serial)) continue;
    const SubjectView subject = reader.subject();
    const PersonEvidence evidence = compare_subject(subject);
    if (!result_.complete()) break;
    keep(subject, evidence);
    comparisons += evidence.comparisons();
    if (comparisons < kComparisonsPerPause) continue;
    comparisons = 0;
    reader.quiesce();
    result_.stopped_by = options_.stop.look();
  }
}

PersonEvidence ShardSearch::compare_subject(const SubjectView& subject) {
  PersonEvidence evidence;
  for (std::size_t i = 0; i < subject.print_count(); ++i) {
    const PrintView print = subject.print(i);
    for (const Probe::Print& probe : probe_.prints()) {
      if (!may_be_same_finger(probe.position, print.position)) continue;
      evidence.add(probe.position, print.position, compare_quickly(probe.unfolded, print.prepared, scratch_));
      // Unknown fingers can mean thousands of comparisons with one subject.
      if (evidence.comparisons() % kComparisonsPerPause != 0) continue;
      result_.stopped_by = options_.stop.look();
      if (!result_.complete()) return evidence;
    }
  }
  return evidence;
}

void ShardSearch::keep(const SubjectView& subject, const PersonEvidence& evidence) {
  // Without a finger in common there is nothing to rank.
  if (evidence.comparisons() == 0) return;
  const PersonScore person = evidence.score();
  const auto score_db = static_cast<float>(person.score_db);
  if (score_db < options_.min_score_db) return;
  best_.add({.number = subject.number(), .score_db = score_db, .finger_scores_db = person.finger_scores_db});
}

}  // namespace ridgeline

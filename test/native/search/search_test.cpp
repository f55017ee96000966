#include "search/search.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>

#include "base/limits.hpp"
#include "decision/person_evidence.hpp"
#include "search/people.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

bool same_scores(const std::array<float, kFingerCount>& a, const std::array<float, kFingerCount>& b) {
  return std::ranges::equal(a, b, [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

// Compares the probe with every subject and sorts them all.
std::vector<Candidate> by_brute_force(const std::vector<GallerySubject>& subjects, const Probe& probe) {
  MatchScratch scratch;
  std::vector<Candidate> candidates;
  for (const GallerySubject& subject : subjects) {
    std::vector<ProbePrint> blocks;
    for (const GalleryPrint& print : subject.prints) blocks.push_back({print.position, {print.prepared}});
    const Probe aligned = Probe::create(blocks).value();
    PersonEvidence evidence;
    for (const Probe::Print& mine : probe.prints()) {
      for (const Probe::Print& theirs : aligned.prints()) {
        if (mine.position != 0 && theirs.position != 0 && mine.position != theirs.position) continue;
        evidence.add(mine.position, theirs.position,
                     compare_quickly(UnfoldedPrint(mine.prepared), theirs.prepared, scratch));
      }
    }
    const PersonScore score = evidence.score();
    if (evidence.comparisons() == 0) continue;
    candidates.push_back({subject.number, static_cast<float>(score.score_db), score.finger_scores_db});
  }
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    return a.score_db > b.score_db || (a.score_db == b.score_db && a.number < b.number);
  });
  return candidates;
}

}  // namespace

TEST_CASE("a search finds what comparing with everybody finds") {
  const auto gallery = make_gallery(3);
  std::vector<GallerySubject> subjects;
  std::mt19937_64 random(7);
  for (std::uint64_t person = 1; person <= 60; ++person) {
    GallerySubject subject = subject_of(person, 1000 - person, static_cast<std::uint8_t>(1 + random() % 4));
    // Some have a second impression, some a print of unknown finger.
    if (person % 5 == 0) subject.prints.push_back(enrolled(impression_of(finger_of(person, 1), person)));
    if (person % 7 == 0) subject.prints.back().position = 0;
    enrol(*gallery, subject);
    subjects.push_back(std::move(subject));
  }
  for (const std::uint64_t person : {3u, 20u, 35u, 900u}) {
    CAPTURE(person);
    std::vector<ProbePrint> prints;
    for (std::uint8_t position = 1; position <= 3; ++position) {
      prints.push_back({position, prepare(impression_of(finger_of(person, position), 1))});
    }
    prints.push_back({0, prepare(impression_of(finger_of(person, 2), 2))});
    prints.push_back({1, prepare(impression_of(finger_of(person, 1), 3))});
    const Probe probe = Probe::create(prints).value();

    const SearchResult result = search_shards(*gallery, all_shards(*gallery), probe, {.max_candidates = 15}).value();
    const auto expected = by_brute_force(subjects, probe);
    CHECK(result.complete());
    CHECK(result.searched == subjects.size());
    REQUIRE(result.candidates.size() == 15);
    for (std::size_t i = 0; i < result.candidates.size(); ++i) {
      CHECK(result.candidates[i].number == expected[i].number);
      CHECK(result.candidates[i].score_db == expected[i].score_db);
      CHECK(same_scores(result.candidates[i].finger_scores_db, expected[i].finger_scores_db));
    }
    if (person <= 60) CHECK(result.candidates[0].number == 1000 - person);
  }
}

TEST_CASE("a mate stands out and a stranger does not") {
  const auto gallery = make_gallery(2);
  for (std::uint64_t person = 1; person <= 40; ++person) enrol(*gallery, subject_of(person, person, 4));
  const auto shards = all_shards(*gallery);
  const auto mate = search_shards(*gallery, shards, probe_of(17, 4), {}).value();
  REQUIRE_FALSE(mate.candidates.empty());
  CHECK(mate.candidates[0].number == 17);
  CHECK(mate.candidates[0].score_db > 60);
  const auto stranger = search_shards(*gallery, shards, probe_of(500, 4), {.min_score_db = 60}).value();
  CHECK(stranger.candidates.empty());
  CHECK(stranger.complete());
  CHECK(stranger.searched == 40);
}

TEST_CASE("only permitted systems and owners are searched and counted") {
  const auto gallery = make_gallery(2);
  for (std::uint64_t person = 1; person <= 24; ++person) {
    enrol(*gallery, subject_of(person, person, 1, static_cast<std::uint16_t>(person % 3),
                               static_cast<std::uint16_t>(person % 4)));
  }
  const Probe probe = probe_of(7, 1);  // system 1, owner 3
  const auto search = [&](std::vector<std::uint16_t> systems, std::vector<std::uint16_t> owners) {
    return search_shards(*gallery, all_shards(*gallery), probe,
                         {.systems = Permitted(systems), .owners = Permitted(owners), .max_candidates = 100})
        .value();
  };
  CHECK(search({}, {}).searched == 24);
  CHECK(search({1}, {}).searched == 8);
  CHECK(search({1}, {}).candidates[0].number == 7);
  CHECK(search({0, 2}, {}).searched == 16);
  for (const SubjectNumber number : numbers_of(search({0, 2}, {}))) CHECK(number % 3 != 1);
  CHECK(search({}, {3}).searched == 6);
  CHECK(numbers_of(search({1}, {3})).size() == 2);
  CHECK(search({1}, {3}).candidates[0].number == 7);
  CHECK(search({65535}, {}).searched == 0);
}

TEST_CASE("equal scores are ranked by number, in whatever shard") {
  const auto gallery = make_gallery(4);
  for (const SubjectNumber number : {90, 13, 52, 31, 74, 5}) enrol(*gallery, subject_of(1, number, 2));
  const auto search = [&](std::size_t max_candidates) {
    return numbers_of(
        search_shards(*gallery, all_shards(*gallery), probe_of(1, 2), {.max_candidates = max_candidates}).value());
  };
  CHECK(search(10) == std::vector<SubjectNumber>{5, 13, 31, 52, 74, 90});
  CHECK(search(3) == std::vector<SubjectNumber>{5, 13, 31});
  CHECK(search(1) == std::vector<SubjectNumber>{5});
}

TEST_CASE("subjects without a finger in common are searched but rank nowhere") {
  const auto gallery = make_gallery(1);
  GallerySubject other = subject_of(1, 1, 1);
  other.prints[0].position = 9;
  enrol(*gallery, other);
  const auto result = search_shards(*gallery, all_shards(*gallery), probe_of(1, 1), {}).value();
  CHECK(result.searched == 1);
  CHECK(result.candidates.empty());
}

TEST_CASE("some shards, no shards, and an empty gallery") {
  const auto gallery = make_gallery(4);
  const Probe probe = probe_of(2, 1);
  CHECK(search_shards(*gallery, all_shards(*gallery), probe, {}).value().searched == 0);
  for (std::uint64_t person = 1; person <= 8; ++person) enrol(*gallery, subject_of(person, person, 1));
  const std::uint16_t one_shard[] = {2};
  const auto result = search_shards(*gallery, one_shard, probe, {}).value();
  CHECK(result.searched == 2);
  CHECK(result.candidates[0].number == 2);
  CHECK(search_shards(*gallery, {}, probe, {}).value().complete());
}

TEST_CASE("searches that make no sense are refused") {
  const auto gallery = make_gallery(2);
  const Probe probe = probe_of(2, 1);
  const auto code = [&](std::vector<std::uint16_t> shards, std::size_t max_candidates) {
    return search_shards(*gallery, shards, probe, {.max_candidates = max_candidates}).error().code;
  };
  CHECK(code({0, 2}, 10) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code({1, 0, 1}, 10) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code({0}, 0) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code({0}, limits::kMaxCandidates + 1) == ErrorCode::INVALID_ARGUMENT);
}

TEST_CASE("probes that make no sense are refused") {
  const auto code = [](const std::vector<ProbePrint>& prints) { return Probe::create(prints).error().code; };
  const PreparedPrint prepared = prepare(finger_of(1, 1));
  CHECK(code({}) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code({{11, prepared}}) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code({{1, {}}}) == ErrorCode::INVALID_ARGUMENT);
  CHECK(code(std::vector<ProbePrint>(limits::kMaxImpressionsPerFinger + 1, {3, prepared})) ==
        ErrorCode::INVALID_ARGUMENT);
  CHECK(code(std::vector<ProbePrint>(10 * limits::kMaxImpressionsPerFinger + 1, {0, prepared})) ==
        ErrorCode::INVALID_ARGUMENT);
  const Probe probe = Probe::create(std::vector<ProbePrint>(limits::kMaxImpressionsPerFinger, {3, prepared})).value();
  for (const Probe::Print& print : probe.prints()) {
    CHECK(std::ranges::equal(print.prepared, prepared.bytes));
  }
}

// Several searches in one reading of the codes.
#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <deque>

#include "search/parameters.hpp"
#include "search/people.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

bool same(const SearchResult& a, const SearchResult& b) {
  const auto same_candidate = [](const Candidate& x, const Candidate& y) {
    return x.number == y.number && x.score_db == y.score_db;
  };
  return a.searched == b.searched && a.compared == b.compared && a.stopped_by == b.stopped_by &&
         std::ranges::equal(a.candidates, b.candidates, same_candidate);
}

// People of one to four fingers, some with a second impression, in three shards; some of them erased again.
std::shared_ptr<Gallery> mixed_gallery() {
  const auto gallery = make_gallery(3);
  for (std::uint64_t person = 1; person <= 900; ++person) {
    GallerySubject subject = subject_of(person, person, static_cast<std::uint8_t>(1 + person % 4),
                                        static_cast<std::uint16_t>(person % 2), static_cast<std::uint16_t>(person % 5));
    if (person % 7 == 0) subject.prints.push_back(enrolled(impression_of(finger_of(person, 1), 90 + person)));
    if (person % 50 == 0) subject.prints[0].code.reset();
    REQUIRE(gallery->append(person % 3, {&subject, 1}).ok());
  }
  for (std::uint64_t person = 11; person <= 900; person += 11) {
    const SubjectNumber number = person;
    REQUIRE(gallery->erase(person % 3, {&number, 1}).value() == 1);
  }
  return gallery;
}

}  // namespace

TEST_CASE("searches that go together have the results that they have alone") {
  const auto gallery = mixed_gallery();
  const std::vector<std::uint16_t> odd = {1};
  const std::vector<std::uint16_t> few = {0, 3};
  const std::atomic<bool> cancelled{true};
  std::deque<Probe> probes;
  std::vector<SearchRequest> requests;
  for (const std::uint64_t person : {3u, 77u, 350u, 502u, 700u, 5000u}) {
    for (const std::uint8_t fingers : {std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{4}}) {
      probes.push_back(probe_of(person, fingers));
      SearchOptions options{.max_candidates = 1 + person % 12, .exhaustive = person == 502};
      if (person % 3 == 0) options.systems = Permitted(odd);
      if (person % 7 == 0) options.owners = Permitted(few);
      if (person == 350 && fingers == 2) options.stop.cancel = &cancelled;
      requests.push_back({&probes.back(), options});
    }
  }
  const std::vector<SearchResult> together = search_together(*gallery, all_shards(*gallery), requests).value();
  REQUIRE(together.size() == requests.size());
  std::size_t stopped = 0;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const SearchResult alone =
        search_shards(*gallery, all_shards(*gallery), *requests[i].probe, requests[i].options).value();
    CHECK(same(alone, together[i]));
    stopped += alone.complete() ? 0 : 1;
  }
  CHECK(stopped == 1);
  CHECK(search_together(*gallery, all_shards(*gallery), {}).value().empty());
}

TEST_CASE("the fine pass gives mates the score of a whole comparison, and asks strangers few fingers") {
  const auto gallery = make_gallery(1);
  std::vector<GallerySubject> subjects;
  for (std::uint64_t person = 1; person <= 120; ++person) subjects.push_back(subject_of(person, person, 6));
  REQUIRE(gallery->append(0, subjects).ok());
  for (const std::uint64_t person : {5u, 60u, 119u}) {
    const Probe probe = probe_of(person, 6);
    const SearchOptions all{.max_candidates = kLeastKept};
    const SearchOptions exhaustive{.max_candidates = 120, .exhaustive = true};
    const SearchResult quick = search_shards(*gallery, all_shards(*gallery), probe, all).value();
    const SearchResult full = search_shards(*gallery, all_shards(*gallery), probe, exhaustive).value();
    REQUIRE(quick.candidates.size() == kLeastKept);
    CHECK(quick.candidates[0].number == person);
    CHECK(quick.candidates[0].score_db == full.candidates[0].score_db);
    const auto fingers = [](const Candidate& candidate) {
      return std::ranges::count_if(candidate.finger_scores_db, [](float score) { return !std::isnan(score); });
    };
    CHECK(fingers(quick.candidates[0]) == 6);
    std::size_t ended = 0;
    for (const Candidate& candidate : quick.candidates) ended += fingers(candidate) == kTellingFingers ? 1 : 0;
    CHECK(ended > kLeastKept / 2);
  }
}

// Searches by code while others append, erase and so rewrite segments; made for ThreadSanitizer, and it checks what searches find.
#include <doctest/doctest.h>

#include <array>
#include <atomic>
#include <thread>

#include "search/people.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

constexpr std::uint64_t kStaying = 150;
constexpr std::uint64_t kPassing = 60;

bool finds(const SearchResult& result, std::uint64_t person) {
  return !result.candidates.empty() && result.candidates[0].number == person && result.searched >= kStaying &&
         result.searched <= kStaying + kPassing;
}

// Searches for some who stay, together, again and again. Says whether each was found each time.
bool search_until(const std::atomic<bool>& finished, const Gallery& gallery, std::span<const std::uint64_t> people) {
  std::vector<Probe> probes;
  for (const std::uint64_t person : people) probes.push_back(probe_of(person, 2));
  std::vector<SearchRequest> requests;
  for (const Probe& probe : probes) requests.push_back({&probe, {}});
  bool right = true;
  do {
    const std::vector<SearchResult> results = search_together(gallery, all_shards(gallery), requests).value();
    for (std::size_t i = 0; i < people.size(); ++i) right = right && finds(results[i], people[i]);
  } while (!finished);
  return right;
}

}  // namespace

TEST_CASE("searches, alone and together, find those who stay while others come and go") {
  const auto gallery = make_gallery(1);
  for (std::uint64_t person = 1; person <= kStaying; ++person) enrol(*gallery, subject_of(person, person, 2));
  std::vector<GallerySubject> passing;
  for (std::uint64_t person = 1; person <= kPassing; ++person)
    passing.push_back(subject_of(1000 + person, 1000 + person, 2));

  std::atomic<bool> finished{false};
  bool rewritten = false;
  std::thread writer([&] {
    for (int round = 0; round < 3; ++round) {
      for (const GallerySubject& subject : passing) enrol(*gallery, subject);
      for (const GallerySubject& subject : passing) {
        CHECK(gallery->erase(0, {{subject.number}}).value() == 1);
        rewritten = rewritten || gallery->statistics().erased == 0;
      }
    }
    finished = true;
  });
  bool other_right = false;
  constexpr std::array<std::uint64_t, 4> kTogether = {140, 3, 77, 101};
  std::thread other([&] { other_right = search_until(finished, *gallery, kTogether); });
  constexpr std::array<std::uint64_t, 1> kAlone = {5};
  CHECK(search_until(finished, *gallery, kAlone));
  other.join();
  writer.join();
  CHECK(other_right);
  CHECK(rewritten);
}

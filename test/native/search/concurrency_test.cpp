// Searches by code while others append and erase; made for ThreadSanitizer, and it checks what searches find.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "search/people.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

TEST_CASE("searches find those who stay while others come and go") {
  constexpr std::uint64_t kStaying = 150;
  constexpr std::uint64_t kPassing = 60;
  const auto gallery = make_gallery(1);
  for (std::uint64_t person = 1; person <= kStaying; ++person) enrol(*gallery, subject_of(person, person, 2));
  std::vector<GallerySubject> passing;
  for (std::uint64_t person = 1; person <= kPassing; ++person)
    passing.push_back(subject_of(1000 + person, 1000 + person, 2));

  std::atomic<bool> finished{false};
  std::thread writer([&] {
    for (int round = 0; round < 3; ++round) {
      for (const GallerySubject& subject : passing) enrol(*gallery, subject);
      for (const GallerySubject& subject : passing) CHECK(gallery->erase(0, {{subject.number}}).value() == 1);
    }
    finished = true;
  });
  const auto search_until_finished = [&](std::uint64_t person) {
    const Probe probe = probe_of(person, 2);
    bool right = true;
    do {
      const SearchResult result = search_shards(*gallery, all_shards(*gallery), probe, {}).value();
      right = right && !result.candidates.empty() && result.candidates[0].number == person &&
              result.searched >= kStaying && result.searched <= kStaying + kPassing;
    } while (!finished);
    return right;
  };
  bool other_right = false;
  std::thread other([&] { other_right = search_until_finished(140); });
  CHECK(search_until_finished(5));
  other.join();
  writer.join();
  CHECK(other_right);
}

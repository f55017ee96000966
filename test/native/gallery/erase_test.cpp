#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "gallery/inspector.hpp"
#include "gallery/overwrite.hpp"
#include "gallery/subjects.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

// A piece of every print of a subject, and its number, as they would stand in memory.
bool anything_left(const Gallery& gallery, const GallerySubject& subject) {
  for (const GalleryPrint& print : subject.prints) {
    const std::span prepared(print.prepared);
    if (GalleryInspector::holds(gallery, prepared.first(16)) || GalleryInspector::holds(gallery, prepared.last(16))) {
      return true;
    }
  }
  return GalleryInspector::holds(gallery,
                                 {reinterpret_cast<const std::uint8_t*>(&subject.number), sizeof(subject.number)});
}

// Numbers whose bytes stand nowhere by chance.
constexpr SubjectNumber kFirst = 0x17C3A95E6B2D81;

}  // namespace

TEST_CASE("the bytes of erased subjects are gone, those of the living are not") {
  const auto gallery = make_gallery(1);
  const auto subjects = make_subjects(kFirst, 100);
  REQUIRE(gallery->append(0, subjects).ok());
  CHECK(anything_left(*gallery, subjects[40]));

  SUBCASE("where few are erased and nothing is rewritten") {
    const SubjectNumber victims[] = {kFirst + 40, kFirst + 99, kFirst};
    CHECK(gallery->erase(0, victims).value() == 3);
    CHECK(gallery->statistics().erased == 3);
    for (const std::size_t i : {0, 40, 99}) CHECK_FALSE(anything_left(*gallery, subjects[i]));
    for (const std::size_t i : {1, 39, 41, 98}) CHECK(anything_left(*gallery, subjects[i]));
  }
  SUBCASE("where a quarter is erased and the segment is rewritten") {
    std::vector<SubjectNumber> victims;
    for (std::size_t i = 0; i < 25; ++i) victims.push_back(kFirst + 4 * i);
    const std::size_t bytes = gallery->statistics().bytes;
    CHECK(gallery->erase(0, victims).value() == 25);
    CHECK(gallery->statistics().erased == 0);
    CHECK(gallery->statistics().subjects == 75);
    CHECK(gallery->statistics().bytes < bytes);
    for (std::size_t i = 0; i < 100; ++i) CHECK(anything_left(*gallery, subjects[i]) == (i % 4 != 0));
  }
  SUBCASE("where all are erased") {
    std::vector<SubjectNumber> victims;
    for (const GallerySubject& subject : subjects) victims.push_back(subject.number);
    CHECK(gallery->erase(0, victims).value() == 100);
    CHECK(gallery->statistics().bytes == 0);
    CHECK(gallery->statistics().segments == 0);
    CHECK(gallery->append(0, subjects).ok());
  }
}

TEST_CASE("small neighbours of a rewritten segment join it") {
  const auto gallery = make_gallery(1);
  std::vector<SubjectNumber> victims;
  for (SubjectNumber number = 1; number <= 3000; number += 100) {
    REQUIRE(gallery->append(0, make_subjects(number, 100)).ok());
    for (SubjectNumber i = 0; i < 100; i += 2) victims.push_back(number + i);
  }
  CHECK(gallery->statistics().segments > 2);
  CHECK(gallery->erase(0, victims).value() == victims.size());
  CHECK(gallery->statistics().segments == 1);
  CHECK(numbers_in(*gallery, 0).size() == 1500);
}

TEST_CASE("erasure waits for a reader that holds the subject, and not a moment longer") {
  const auto gallery = make_gallery(1);
  const auto subjects = make_subjects(kFirst, 10);
  REQUIRE(gallery->append(0, subjects).ok());
  std::atomic<bool> erased{false};
  std::thread eraser;
  {
    ShardReader reader(*gallery, 0);
    REQUIRE(reader.next());
    const SubjectView held = reader.subject();
    eraser = std::thread([&] {
      const SubjectNumber victims[] = {kFirst, kFirst + 1};
      REQUIRE(gallery->erase(0, victims).ok());
      erased = true;
    });
    while (numbers_in(*gallery, 0).front() == kFirst) std::this_thread::yield();
    // Later readers see it no more, and this one still reads it whole.
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CHECK_FALSE(erased);
    CHECK(same(held, subjects[0]));

    reader.quiesce();
    eraser.join();
    CHECK(erased);
    CHECK_FALSE(anything_left(*gallery, subjects[0]));
    REQUIRE(reader.next());
    CHECK(same(reader.subject(), subjects[2]));
  }
}

TEST_CASE("a reader goes on where it was when segments are rewritten under it") {
  const auto gallery = make_gallery(1);
  REQUIRE(gallery->append(0, make_subjects(1, 1000)).ok());
  ShardReader reader(*gallery, 0);
  std::vector<SubjectNumber> seen;
  SubjectNumber victim = 1000;
  while (reader.next()) {
    seen.push_back(reader.subject().number());
    if (seen.size() % 50 != 0) continue;
    // Erase behind and ahead of the reader, in turn, and append what it must not see.
    std::atomic<bool> done{false};
    std::thread writer([&] {
      std::vector<SubjectNumber> victims;
      for (int i = 0; i < 40; ++i, --victim) victims.push_back(victim % 2 == 0 ? victim : 1001 - victim);
      CHECK(gallery->erase(0, victims).ok());
      CHECK(gallery->append(0, make_subjects(10'000 + seen.size(), 1)).ok());
      done = true;
    });
    while (!done) reader.quiesce();
    writer.join();
  }
  // Odd numbers above the middle and even ones below were never erased: each is seen once, in order.
  CHECK(std::ranges::is_sorted(seen));
  CHECK(std::ranges::adjacent_find(seen) == seen.end());
  CHECK(seen.back() <= 1000);
  const auto left = numbers_in(*gallery, 0);
  CHECK(left.size() < 800);
  for (const SubjectNumber number : left) {
    if (number <= 1000) CHECK(std::ranges::binary_search(seen, number));
  }
}

TEST_CASE("overwriting reaches every byte and no other") {
  std::vector<std::uint8_t> bytes(300, 7);
  overwrite({bytes.data() + 3, 255});
  for (std::size_t i = 0; i < bytes.size(); ++i) CHECK(bytes[i] == (i >= 3 && i < 258 ? 0 : 7));
}

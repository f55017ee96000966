// Readers, an appending and an erasing thread at the same time; made for ThreadSanitizer, and it checks what readers
// see.
#include <doctest/doctest.h>

#include <atomic>
#include <thread>

#include "gallery/registry.hpp"
#include "gallery/subjects.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

namespace {

constexpr SubjectNumber kPermanent = 200;      // subjects 1 to 200 stay
constexpr SubjectNumber kFirstPassing = 1000;  // later ones come and go

struct Seen {
  bool right = true;
  std::size_t permanent = 0;
  std::size_t passing = 0;
};

Seen read_all(const Gallery& gallery, std::size_t shard) {
  Seen seen;
  ShardReader reader(gallery, shard);
  for (std::size_t subjects = 1; reader.next(); ++subjects) {
    const SubjectView subject = reader.subject();
    const SubjectNumber number = subject.number();
    seen.right = seen.right && same(subject, make_subject(number, 1 + number % 3, 300));
    ++(number <= kPermanent ? seen.permanent : seen.passing);
    if (subjects % 16 == 0) reader.quiesce();
  }
  return seen;
}

GallerySubject passing_subject(SubjectNumber number) { return make_subject(number, 1 + number % 3, 300); }

}  // namespace

TEST_CASE("readers see whole subjects while others append and erase") {
  const auto gallery = make_gallery(2);
  for (SubjectNumber number = 1; number <= kPermanent; ++number) {
    const GallerySubject subject = passing_subject(number);
    REQUIRE(gallery->append(number % 2, {&subject, 1}).ok());
  }
  constexpr SubjectNumber kLastPassing = kFirstPassing + 700;
  std::atomic<SubjectNumber> appended_up_to{kFirstPassing};
  std::atomic<bool> finished{false};
  std::atomic<bool> right{true};
  std::atomic<std::size_t> passes{0};

  std::thread appender([&] {
    for (SubjectNumber number = kFirstPassing; number < kLastPassing; number += 10) {
      for (SubjectNumber shard = 0; shard < 2; ++shard) {
        std::vector<GallerySubject> batch;
        for (SubjectNumber i = shard; i < 10; i += 2) batch.push_back(passing_subject(number + i));
        if (!gallery->append(shard, batch).ok()) right = false;
      }
      appended_up_to = number + 10;
    }
  });
  std::thread eraser([&] {
    for (SubjectNumber number = kFirstPassing; number < kLastPassing; number += 5) {
      while (appended_up_to < number + 5) std::this_thread::yield();
      for (SubjectNumber shard = 0; shard < 2; ++shard) {
        std::vector<SubjectNumber> victims;
        for (SubjectNumber i = 0; i < 5; ++i) victims.push_back(number + i);
        if (!gallery->erase(shard, victims).ok()) right = false;
      }
    }
    finished = true;
  });
  const auto read = [&] {
    do {
      for (std::size_t shard = 0; shard < 2; ++shard) {
        const Seen seen = read_all(*gallery, shard);
        if (!seen.right || seen.permanent != kPermanent / 2) right = false;
        ++passes;
      }
      if (gallery->statistics().subjects < kPermanent) right = false;
    } while (!finished);
  };
  std::thread first_reader(read), second_reader(read);
  appender.join();
  eraser.join();
  first_reader.join();
  second_reader.join();

  CHECK(right);
  CHECK(passes >= 4);
  CHECK(gallery->statistics().subjects == kPermanent);
  CHECK(read_all(*gallery, 0).passing + read_all(*gallery, 1).passing == 0);
}

TEST_CASE("a gallery that is destroyed under a reader stays until the reader is through") {
  const GalleryNumber number = create_gallery(1, 1u << 20).value();
  REQUIRE(find_gallery(number).value()->append(0, make_subjects(1, 50)).ok());
  std::atomic<bool> reading{false};
  std::atomic<bool> destroyed{false};
  std::size_t seen = 0;
  std::thread thread([&] {
    const std::shared_ptr<Gallery> gallery = find_gallery(number).value();
    ShardReader reader(*gallery, 0);
    reading = true;
    while (!destroyed) std::this_thread::yield();
    while (reader.next()) seen += same(reader.subject(), make_subject(reader.subject().number())) ? 1 : 0;
  });
  while (!reading) std::this_thread::yield();
  CHECK(destroy_gallery(number).ok());
  destroyed = true;
  thread.join();
  CHECK(seen == 50);
  CHECK(find_gallery(number).error().code == ErrorCode::INVALID_HANDLE);
  CHECK(destroy_gallery(number).error().code == ErrorCode::INVALID_HANDLE);
}

TEST_CASE("galleries don't know each other's subjects and numbers are not used again") {
  const GalleryNumber first = create_gallery(1, 1u << 20).value();
  const GalleryNumber second = create_gallery(1, 1u << 20).value();
  REQUIRE(find_gallery(first).value()->append(0, make_subjects(1, 3)).ok());
  CHECK(find_gallery(second).value()->statistics().subjects == 0);
  CHECK(destroy_gallery(first).ok());
  const GalleryNumber third = create_gallery(1, 1u << 20).value();
  CHECK(third != first);
  CHECK(third != second);
  CHECK(find_gallery(third).value()->statistics().subjects == 0);
  CHECK(create_gallery(0, 1).error().code == ErrorCode::INVALID_ARGUMENT);
  CHECK(destroy_gallery(second).ok());
  CHECK(destroy_gallery(third).ok());
}

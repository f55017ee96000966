#include <doctest/doctest.h>

#include "base/limits.hpp"
#include "gallery/parameters.hpp"
#include "gallery/subjects.hpp"

using namespace ridgeline;
using namespace ridgeline::test;

TEST_CASE("a batch beyond the memory limit leaves no trace") {
  constexpr std::size_t kMaxBytes = 1u << 20;
  const auto gallery = make_gallery(2, kMaxBytes);
  CHECK(gallery->append(0, make_subjects(1, 100)).value() == 100);
  const GalleryStatistics before = gallery->statistics();

  const auto refused = gallery->append(0, make_subjects(101, 1000));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().code == ErrorCode::GALLERY_FULL);
  const GalleryStatistics after = gallery->statistics();
  CHECK(after.bytes == before.bytes);
  CHECK(after.segments == before.segments);
  CHECK(after.subjects == 100);
  CHECK(numbers_in(*gallery, 0).size() == 100);

  // Its numbers are free, and what fits is still taken.
  CHECK(gallery->append(0, make_subjects(101, 200)).value() == 200);
  CHECK(gallery->statistics().bytes <= kMaxBytes);
}

TEST_CASE("the memory limit can be used nearly to the last byte, and erasure wins it back") {
  constexpr std::size_t kMaxBytes = 2u << 20;
  constexpr std::size_t kSubjectBytes = 2 * 1100;
  const auto gallery = make_gallery(1, kMaxBytes);
  SubjectNumber next = 1;
  while (gallery->append(0, make_subjects(next, 1)).ok()) ++next;
  CHECK(gallery->statistics().subjects * kSubjectBytes > kMaxBytes * 7 / 10);

  std::vector<SubjectNumber> half;
  for (SubjectNumber number = 1; number < next; number += 2) half.push_back(number);
  CHECK(gallery->erase(0, half).value() == half.size());
  CHECK(gallery->append(0, make_subjects(next, half.size() / 2)).ok());
}

TEST_CASE("a subject number is taken once, also within a batch") {
  const auto gallery = make_gallery(1);
  auto batch = make_subjects(1, 10);
  batch.push_back(make_subject(4));
  CHECK(gallery->append(0, batch).error().code == ErrorCode::SUBJECT_EXISTS);
  CHECK(gallery->statistics().subjects == 0);
  batch.pop_back();
  CHECK(gallery->append(0, batch).ok());
  CHECK(gallery->append(0, make_subjects(10, 2)).error().code == ErrorCode::SUBJECT_EXISTS);
  const SubjectNumber fourth[] = {4};
  CHECK(gallery->erase(0, fourth).value() == 1);
  CHECK(gallery->append(0, make_subjects(4, 1)).ok());
  CHECK(numbers_in(*gallery, 0).back() == 4);
}

TEST_CASE("subjects that no store could hold are refused") {
  const auto gallery = make_gallery(2);
  const auto refused = [&](GallerySubject subject, std::size_t shard = 0) {
    const GallerySubject batch[] = {make_subject(1), std::move(subject)};
    const auto result = gallery->append(shard, batch);
    return !result.ok() && result.error().code == ErrorCode::INVALID_ARGUMENT;
  };
  CHECK(refused(make_subject(2), 2));
  CHECK(refused(make_subject(2, 0)));
  CHECK(refused(make_subject(2, limits::kMaxTemplatesPerSubject + 1)));
  auto subject = make_subject(2);
  subject.prints[1].position = 11;
  CHECK(refused(subject));
  subject = make_subject(2);
  subject.prints[0].prepared.assign(kMaxPreparedBytes + 1, 1);
  CHECK(refused(subject));
  subject.prints[0].prepared.clear();
  CHECK(refused(subject));
  CHECK(gallery->statistics().subjects == 0);
  CHECK(gallery->erase(2, {}).error().code == ErrorCode::INVALID_ARGUMENT);
}

TEST_CASE("the largest subject is taken whatever the size of segments") {
  const auto gallery = make_gallery(1);
  GallerySubject largest = make_subject(7, limits::kMaxTemplatesPerSubject, kMaxPreparedBytes - 100);
  CHECK(gallery->append(0, make_subjects(1, 3)).ok());
  CHECK(gallery->append(0, {&largest, 1}).ok());
  CHECK(gallery->append(0, make_subjects(20, 3)).ok());
  CHECK(numbers_in(*gallery, 0) == std::vector<SubjectNumber>{1, 2, 3, 7, 20, 21, 22});
}

TEST_CASE("a small gallery stays small and a large one has few segments") {
  const auto gallery = make_gallery(4);
  CHECK(gallery->statistics().bytes == 0);
  for (std::size_t shard = 0; shard < 4; ++shard) CHECK(gallery->append(shard, make_subjects(1, 1)).ok());
  CHECK(gallery->statistics().bytes < 4 * kFirstSegmentBytes * 12 / 10);
  for (SubjectNumber number = 2; number < 4000; number += 100) {
    CHECK(gallery->append(0, make_subjects(number, 100, 2, 2000)).ok());
  }
  CHECK(gallery->statistics().segments < 4 + 10);
}

TEST_CASE("a full segment has little room left, and the second one after subjects of another kind has, too") {
  constexpr std::size_t kColumnsOfRow = 28;
  constexpr std::size_t kColumnsOfPrint = 16 + 64 + 4;  // its own, its code's, and the row that the code belongs to
  const auto gallery = make_gallery(1, std::size_t{192} << 20);
  SubjectNumber next = 1;
  std::size_t taken = 0;
  // Appends subjects until so many segments are opened, and gives the share of the last but one that they take.
  const auto share_of_full = [&](std::size_t opened, std::size_t prints, std::size_t print_bytes) {
    std::size_t reserved = gallery->statistics().bytes;
    std::size_t taken_at_opening = taken;
    std::size_t segment_bytes = 1;
    double share = 0;
    for (; opened > 0; ++next) {
      const GallerySubject subject = make_subject(next, prints, print_bytes);
      REQUIRE(gallery->append(0, {&subject, 1}).ok());
      const std::size_t now = gallery->statistics().bytes;
      if (now > reserved) {
        share = static_cast<double>(taken - taken_at_opening) / static_cast<double>(segment_bytes);
        segment_bytes = now - reserved;
        taken_at_opening = taken;
        --opened;
      }
      reserved = now;
      taken += kColumnsOfRow;
      for (const GalleryPrint& print : subject.prints) taken += kColumnsOfPrint + print.prepared.size();
    }
    return share;
  };
  // Nine segments double up to the largest size.
  CHECK(share_of_full(9, 10, 1200) > 0.97);
  CHECK(share_of_full(3, 1, 300) > 0.85);
  CHECK(share_of_full(3, 4, 1000) > 0.97);
}

TEST_CASE("a gallery has between one shard and the limit") {
  CHECK(Gallery::create(0, 1 << 20).error().code == ErrorCode::INVALID_ARGUMENT);
  CHECK(Gallery::create(limits::kMaxShards + 1, 1 << 20).error().code == ErrorCode::INVALID_ARGUMENT);
  CHECK(Gallery::create(limits::kMaxShards, 1 << 20).value()->shard_count() == limits::kMaxShards);
}

#if !defined(RIDGELINE_SANITIZED)
TEST_CASE("memory that can't be had is an error value") {
  CHECK(AlignedBytes::allocate(std::size_t{1} << 62).error().code == ErrorCode::OUT_OF_MEMORY);
}
#endif

// Subjects for gallery tests: every byte follows from the subject's number, so a reader can tell whether it is right.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "gallery/gallery.hpp"
#include "gallery/shard_reader.hpp"

namespace ridgeline::test {

inline std::vector<std::uint8_t> bytes_of(SubjectNumber number, std::size_t print, std::size_t size) {
  std::mt19937_64 random(number * 64 + print);
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() >> 56);
  return bytes;
}

/// A subject with `prints` prints of about `print_bytes` bytes.
inline GallerySubject make_subject(SubjectNumber number, std::size_t prints = 2, std::size_t print_bytes = 1000) {
  GallerySubject subject{.number = number,
                         .system = static_cast<std::uint16_t>(number % 3 + 1),
                         .owner = static_cast<std::uint16_t>(number % 27 + 1),
                         .prints = {}};
  for (std::size_t i = 0; i < prints; ++i) {
    subject.prints.push_back({.position = static_cast<std::uint8_t>((number + i) % 11),
                              .prepared = bytes_of(number, i, print_bytes + number % 100)});
  }
  return subject;
}

inline std::vector<GallerySubject> make_subjects(SubjectNumber first, std::size_t count, std::size_t prints = 2,
                                                 std::size_t print_bytes = 1000) {
  std::vector<GallerySubject> subjects;
  for (std::size_t i = 0; i < count; ++i) subjects.push_back(make_subject(first + i, prints, print_bytes));
  return subjects;
}

inline bool same(const SubjectView& seen, const GallerySubject& expected) {
  if (seen.number() != expected.number || seen.system() != expected.system || seen.owner() != expected.owner ||
      seen.print_count() != expected.prints.size()) {
    return false;
  }
  for (std::size_t i = 0; i < expected.prints.size(); ++i) {
    const PrintView print = seen.print(i);
    const GalleryPrint& wanted = expected.prints[i];
    if (print.position != wanted.position || !std::ranges::equal(print.prepared, wanted.prepared)) {
      return false;
    }
  }
  return true;
}

inline std::vector<SubjectNumber> numbers_in(const Gallery& gallery, std::size_t shard) {
  std::vector<SubjectNumber> numbers;
  for (ShardReader reader(gallery, shard); reader.next();) numbers.push_back(reader.subject().number());
  return numbers;
}

inline std::shared_ptr<Gallery> make_gallery(std::size_t shards, std::size_t max_bytes = std::size_t{1} << 30) {
  return Gallery::create(shards, max_bytes).value();
}

}  // namespace ridgeline::test
